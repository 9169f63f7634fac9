package io.doorstep.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the system's commands say that mount disks: mount(8), mkfs(8), umount(8). */
final class Mount {
    private Mount() {}

    /** @return what the command has said, which is nothing where it succeeds */
    static String run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : said.isEmpty() ? "no reason given" : said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** At once, though files may be open there. */
    static void end(Path folder) {
        try {
            run("umount", "-l", folder.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
