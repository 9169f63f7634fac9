package io.doorstep.benchmarks.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTests {

    @Test
    void middleIsTaken_whenThereIsAnOddNumber() {
        assertThat(Medians.of(9, 1, 2)).isEqualTo(2);
    }

    @Test
    void meanOfTheTwoInTheMiddleIsTaken_whenThereIsAnEvenNumber() {
        assertThat(Medians.of(9, 1, 2, 4)).isEqualTo(3);
    }

    @Test
    void nothingIsRefused_whenAMedianIsAskedFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> Medians.of());
    }

    @Test
    void ratiosAreOfNeighbours_whenTheMachineGetsSlower() {
        double[] doorstep = {90, 45, 30};
        double[] bare = {100, 50, 25};
        assertThat(Medians.ofRatios(doorstep, bare)).isEqualTo(0.9);
    }

    @Test
    void numbersAreTakenFromWhatWasMeasured_whenItHasSeveral() {
        List<String> doorstep = List.of("a", "bbb", "cc");
        List<String> bare = List.of("dd", "eeee", "ffff");
        assertThat(Medians.of(doorstep, String::length)).isEqualTo(2);
        assertThat(Medians.ofRatios(doorstep, bare, String::length)).isEqualTo(0.5);
    }

    @Test
    void ratiosAreRefused_whenOneIsMissing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Medians.ofRatios(new double[]{1}, new double[]{1, 2}));
    }
}
