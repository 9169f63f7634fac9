package io.doorstep.chat.kafka.spool;

import java.nio.file.Path;

/** A process that ends in the middle of its writing. */
final class KilledSpool {
    static final int COMMITTED = 5000;
    static final int STATUS = 42;

    private KilledSpool() {}

    public static void main(String[] args) {
        Spool spool = new Spool(Path.of(args[0]), 1 << 24);
        spool.open(0);
        for (int i = 0; i < COMMITTED; i++) {
            spool.events().append(Records.spooled(Records.event(i)));
            if (i % 7 == 0) {
                spool.commit();
            }
        }
        for (int key = 1; key <= 100; key++) {
            spool.events().remove(key);
        }
        spool.commit();
        for (int i = 0; i < 100; i++) {
            spool.events().append(Records.spooled(Records.event(COMMITTED + i)));
        }
        Runtime.getRuntime().halt(STATUS);
    }
}
