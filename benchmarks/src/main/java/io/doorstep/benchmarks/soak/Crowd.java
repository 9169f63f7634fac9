package io.doorstep.benchmarks.soak;

import io.doorstep.benchmarks.sockets.NettySockets;
import io.doorstep.benchmarks.sockets.Timers;
import io.doorstep.benchmarks.sockets.WildLine;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** All who come, and what each does next. Lives on one event loop. */
final class Crowd {
    /** Neighbours in the numbering who are in one conversation. */
    static final int CONVERSATION = 8;
    private static final int CONVERSATIONS = 50;
    private static final int HAMMERS = 3;
    private static final int HOARDERS = 4;
    private static final int FIRST_HAMMER = CONVERSATIONS * CONVERSATION;
    private static final int FIRST_HOARDER = FIRST_HAMMER + HAMMERS;
    private static final int BURST = 40;
    private static final int HAMMER_BLOWS = 60;
    private static final int HOARD = 9;
    private static final int SLOW = 2;
    private static final int LONG_TEXT = 3500;
    /** By then the service has long given up on somebody who does not answer. */
    private static final Duration HALF_OPEN = Duration.ofSeconds(10);

    private final NettySockets sockets;
    private final Timers timers;
    private final Random random;
    private final Counts counts;
    private final Set<Person> here = new HashSet<>();
    private int messages;

    Crowd(NettySockets sockets, Timers timers, Random random, Counts counts) {
        this.sockets = sockets;
        this.timers = timers;
        this.random = random;
        this.counts = counts;
    }

    /** Somebody does something. */
    void stir() {
        Habit habit = Habit.any(random);
        counts.add(habit.name());
        switch (habit) {
            case CHAT -> chat(anybody());
            case KILL -> kill();
            case HALF_OPEN -> freeze(anybody());
            case SLOW_READERS -> slowReaders();
            case HAMMER -> hammer();
            case HOARD -> hoard();
            case NONSENSE -> later(enter(anybody(), line -> Nonsense.send(line, random)), 3000, Person::leave);
            case BURST -> repeat(BURST, () -> chat(anybody()));
        }
    }

    private int anybody() {
        return random.nextInt(CONVERSATIONS * CONVERSATION);
    }

    private Person enter(int client, Consumer<WildLine> onceInside) {
        Person person = new Person(counts, onceInside, here::remove);
        here.add(person);
        person.come(sockets, client);
        return person;
    }

    private void chat(int client) {
        Person person = enter(client, _ -> {});
        int said = 1 + random.nextInt(4);
        for (int i = 1; i <= said; i++) {
            later(person, 200L + i * random.nextLong(400), it -> it.say("m" + ++messages, "Message " + messages));
        }
        later(person, 2000 + random.nextLong(2000), Person::leave);
    }

    private void kill() {
        long when = random.nextBoolean() ? random.nextLong(20) : random.nextLong(2000);
        later(enter(anybody(), line -> line.text("{\"type\":\"typing\"}")), when, Person::vanish);
    }

    private void freeze(int client) {
        later(enter(client, WildLine::freeze), HALF_OPEN.toMillis(), Person::vanish);
    }

    private void slowReaders() {
        int first = random.nextInt(CONVERSATIONS) * CONVERSATION;
        for (int i = 0; i < CONVERSATION; i++) {
            if (i < SLOW) {
                freeze(first + i);
            } else {
                talkMuch(first + i);
            }
        }
    }

    private void talkMuch(int client) {
        Person talker = enter(client, line -> repeat(100, () -> line.text("{\"type\":\"typing\"}")));
        for (int i = 1; i <= 12; i++) {
            later(talker, 300L + i * 100L, it -> it.say("m" + ++messages, "x".repeat(LONG_TEXT)));
        }
        later(talker, 6000, Person::leave);
    }

    private void hammer() {
        int client = FIRST_HAMMER + random.nextInt(HAMMERS);
        for (int i = 0; i < HAMMER_BLOWS; i++) {
            timers.after(Duration.ofMillis(i * 20L).toNanos(), () -> enter(client, WildLine::close));
        }
    }

    private void hoard() {
        int client = FIRST_HOARDER + random.nextInt(HOARDERS);
        repeat(HOARD, () -> later(enter(client, _ -> {}), 2000, Person::leave));
    }

    private void later(Person person, long millis, Consumer<Person> what) {
        timers.after(Duration.ofMillis(millis).toNanos(), () -> what.accept(person));
    }

    private static void repeat(int times, Runnable what) {
        for (int i = 0; i < times; i++) {
            what.run();
        }
    }

    /** Everybody goes now: half of them say goodbye, the others vanish. */
    void disperse() {
        List<Person> all = List.copyOf(here);
        for (int i = 0; i < all.size(); i++) {
            if (i % 2 == 0) {
                all.get(i).leave();
            } else {
                all.get(i).vanish();
            }
        }
        timers.after(Duration.ofSeconds(6).toNanos(), () -> List.copyOf(here).forEach(Person::vanish));
    }
}
