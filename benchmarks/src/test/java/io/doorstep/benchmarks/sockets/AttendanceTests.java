package io.doorstep.benchmarks.sockets;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttendanceTests {
    private final Attendance attendance = new Attendance();

    @Test
    void waitIsOver_whenAllHaveGone() throws InterruptedException {
        attendance.came();
        attendance.came();
        attendance.went();
        attendance.went();
        attendance.awaitAllGone(Duration.ZERO);
    }

    @Test
    void waitFails_whenSomebodyStays() {
        attendance.came();
        attendance.came();
        attendance.went();
        assertThatIllegalStateException().isThrownBy(() -> attendance.awaitAllGone(Duration.ZERO))
                .withMessage("1 sockets did not end");
    }
}
