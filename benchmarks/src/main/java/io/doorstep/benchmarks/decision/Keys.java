package io.doorstep.benchmarks.decision;

import io.doorstep.benchmarks.sockets.ClientAddresses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What the clients that ask are known by. */
final class Keys {
    private static final long SEED = 11;

    private Keys() {}

    static String of(int client) {
        return "ip:" + ClientAddresses.of(client).getHostAddress();
    }

    /** The keys of so many clients, shuffled, always the same way. */
    static List<String> shuffled(int clients) {
        List<String> keys = new ArrayList<>(IntStream.range(0, clients).mapToObj(Keys::of).toList());
        Collections.shuffle(keys, new Random(SEED));
        return keys;
    }
}
