package io.doorstep.testing.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Takes and gives back the lock of a folder, step by step as it is told on its input. */
final class Steps {
    private Steps() {}

    public static void main(String[] arguments) throws IOException {
        MachineLock lock = new MachineLock(Path.of(arguments[0]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String step = in.readLine(); step != null; step = in.readLine()) {
            switch (step) {
                case "take" -> take(lock, arguments[1]);
                case "let in" -> letIn(lock);
                default -> lock.release();
            }
        }
    }

    private static void take(MachineLock lock, String how) {
        System.out.println("takes");
        if (how.equals("share")) {
            lock.share();
        } else {
            lock.haveAlone();
        }
        System.out.println("held");
    }

    private static void letIn(MachineLock lock) {
        lock.letOthersIn();
        System.out.println("held");
    }
}
