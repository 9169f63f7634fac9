package io.doorstep.benchmarks.loop;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Makes events of the lines of a {@code text/event-stream}. */
final class ServerSentEvents implements Consumer<String> {
    private static final String EVENT = "event:";
    private static final String DATA = "data:";

    private final BiConsumer<String, String> onEvent;
    private final StringBuilder data = new StringBuilder();
    private String name = "";

    /** @param onEvent told the name and the data of each */
    ServerSentEvents(BiConsumer<String, String> onEvent) {
        this.onEvent = onEvent;
    }

    @Override
    public void accept(String line) {
        if (line.startsWith(EVENT)) {
            name = line.substring(EVENT.length()).strip();
        } else if (line.startsWith(DATA)) {
            data.append(line.substring(DATA.length()).strip());
        } else if (line.isEmpty()) {
            if (!data.isEmpty()) {
                onEvent.accept(name, data.toString());
            }
            name = "";
            data.setLength(0);
        }
    }
}
