package io.doorstep.support.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FairQueueTests {
    private record Item(int client, int number) {}

    private final FairQueue<Integer, Item> queue = new FairQueue<>();

    @Test
    void aClient_waitsForOneOfEachOther_howeverManyTheseHave() {
        for (int i = 0; i < 1000; i++) {
            queue.add(1, new Item(1, i));
        }
        queue.add(2, new Item(2, 0));
        assertThat(queue.poll()).isEqualTo(new Item(1, 0));
        assertThat(queue.poll()).isEqualTo(new Item(2, 0));
        assertThat(queue.poll()).isEqualTo(new Item(1, 1));
        assertThat(queue.size()).isEqualTo(998);
    }

    @RepeatedTest(200)
    void everything_comesOnce_inItsClientsOrder_andNobodyTwiceInARoundOfOthers(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Map<Integer, List<Item>> expected = new HashMap<>();
        Map<Integer, Integer> passedOver = new HashMap<>();
        int numbers = 0;
        for (int step = 0; step < 500; step++) {
            int client = random.nextInt(6);
            switch (random.nextInt(3)) {
                case 0 -> {
                    Item item = new Item(client, numbers++);
                    queue.add(client, item);
                    expected.computeIfAbsent(client, _ -> new ArrayList<>()).add(item);
                }
                case 1 -> {
                    List<Item> waiting = expected.getOrDefault(client, List.of());
                    Item item = waiting.isEmpty() ? new Item(client, -1) : waiting.get(random.nextInt(waiting.size()));
                    assertThat(queue.remove(client, item)).isEqualTo(!waiting.isEmpty());
                    if (!waiting.isEmpty()) {
                        waiting.remove(item);
                    }
                    if (waiting.isEmpty()) {
                        passedOver.remove(client);
                    }
                }
                default -> {
                    Item next = queue.poll();
                    if (next == null) {
                        assertThat(expected.values()).allMatch(List::isEmpty);
                    } else {
                        assertThat(expected.get(next.client())).first().isEqualTo(next);
                        expected.getOrDefault(next.client(), List.of()).remove(next);
                        expected.forEach((other, waiting) -> passedOver.merge(other,
                                waiting.isEmpty() || other == next.client() ? -passedOver.getOrDefault(other, 0) : 1,
                                Integer::sum));
                        assertThat(passedOver.values()).allMatch(times -> times < 6);
                    }
                }
            }
            assertThat(queue.size()).isEqualTo(expected.values().stream().mapToInt(List::size).sum());
        }
    }
}
