package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** When the client asks whether the server is still there, and when it gives a connection up, by a clock that the test holds. */
@ExtendWith(ChromiumExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentConnectionTests {
    private final ClientScript script;

    SilentConnectionTests(Browser browser) {
        script = new ClientScript(browser);
    }

    @AfterAll
    void close() {
        script.close();
    }

    @Test
    void serverIsAsked_onlyAfterASilence() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].admits();
                const asked = [];
                const wait = (ms) => { h.clock.pass(ms); asked.push(h.sockets[0].pings); };
                wait(24_999); wait(1);
                wait(20_000); h.sockets[0].says({ type: "presence", connections: 2, agents: 1 });
                wait(24_999); wait(1);
                return [...asked, h.client.state];""")).isEqualTo(List.of(0, 1, 1, 1, 2, "connected"));
    }

    @Test
    void serverIsAskedSeldomWhereNothingIsSaid_andAtOnceWhenSomebodyTypes() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].admits();
                h.clock.pass(125_000);
                const used = h.sockets[0].pings;
                h.clock.pass(750_000);
                const idle = h.sockets[0].pings - used;
                h.clock.pass(30_000); h.client.typing();
                return [used, idle, h.sockets[0].pings - used - idle];""")).isEqualTo(List.of(4, 10, 1));
    }

    @Test
    void serverIsAskedAtOnce_whenTheMachineHasSlept_orTheNetworkIsAnother() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].admits();
                const asked = [];
                const after = (kind) => { h.page.dispatchEvent(new Event(kind)); asked.push(h.sockets[0].pings); };
                after("focus");
                for (const kind of ["focus", "pageshow", "resume", "visibilitychange"]) { h.clock.set += 600_000; after(kind); after(kind); }
                after("online");
                return asked;""")).isEqualTo(List.of(0, 1, 1, 2, 2, 3, 3, 4, 4, 5));
    }

    @Test
    void connectionIsGivenUpAndTheReasonTold_whenNothingIsAnswered() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].admits(); h.sockets[0].answers = false;
                h.clock.pass(34_999);
                const before = h.client.state;
                h.clock.pass(1);
                const after = [h.client.state, h.client.reason.text, h.waits(), h.clock.timers.size];
                h.clock.pass(500);
                return [before, ...after, h.sockets.length];"""))
                .isEqualTo(List.of("connected", "waiting", "The chat no longer answers.", 500, 1, 2));
    }

    @Test
    void messageIsSentAgainWithItsId_whenTheConnectionHasSwallowedIt() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].admits(); h.sockets[0].answers = false;
                const id = h.client.send("Into the silence");
                h.clock.pass(9_999);
                const before = h.client.state;
                h.clock.pass(1);
                const after = h.client.state;
                h.clock.pass(500); h.sockets[1].admits();
                const again = h.sockets[1].said.map((f) => f.client_message_id === id);
                h.sockets[1].says({ type: "ack", client_message_id: id, sequence: 1 });
                return [before, after, again, h.client.messages.map((m) => m.status)];"""))
                .isEqualTo(List.of("connected", "waiting", List.of(true), List.of("sent")));
    }

    @Test
    void connectionIsGivenUp_whenOnlyTheWayToTheServerIsDead() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].admits(); h.sockets[0].answers = false;
                h.client.send("Into the silence");
                for (let i = 0; i < 10; i++) { h.clock.pass(1_000); h.sockets[0].says({ type: "typing" }); }
                return [h.client.reason?.code, h.waits()];"""))
                .isEqualTo(List.of("NO_ANSWER", 500));
    }

    @Test
    void connectionIsKept_whenTheServerIsThereAndTheAnswerIsLate() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].admits();
                const id = h.client.send("Kafka is slow today");
                h.clock.pass(20_000);
                const waiting = [h.client.state, h.client.messages[0].status, h.sockets[0].pings];
                h.sockets[0].says({ type: "ack", client_message_id: id, sequence: 1 });
                return [...waiting, h.client.messages[0].status, h.sockets.length];"""))
                .isEqualTo(List.of("connected", "sending", 1, "sent", 1));
    }

    @Test
    void patienceGrows_whenConnectionsGoSilentOneAfterTheOther() {
        assertThat(script.run("""
                const h = make(); h.client.start();
                const lasted = [];
                for (let i = 0; i < 5; i++) {
                  h.sockets[i].admits(); h.sockets[i].answers = false;
                  const from = h.clock.time;
                  while (h.sockets.length === i + 1) h.clock.pass(500);
                  lasted.push(h.clock.time - from - 25_000);
                }
                h.sockets[5].admits(); h.clock.pass(25_000); h.sockets[5].answers = false;
                const from = h.clock.time;
                while (h.sockets.length === 6) h.clock.pass(500);
                return [...lasted, h.clock.time - from - 25_000];"""))
                .isEqualTo(List.of(10_000, 20_000, 40_000, 60_000, 60_000, 10_000));
    }

    @Test
    void nothingIsAskedWhileNobodyLooks_andAtOnceWhenSomebodyDoes() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].admits();
                h.turn("hidden", true);
                h.clock.pass(600_000);
                const hidden = h.sockets[0].pings;
                h.sockets[0].answers = false;
                h.turn("hidden", false);
                const looked = h.sockets[0].pings;
                h.clock.pass(10_000);
                return [hidden, looked, h.client.reason.code];""")).isEqualTo(List.of(0, 1, "NO_ANSWER"));
    }

    @Test
    void serverIsAskedOnceMore_whenThePageHasStoodStill() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].admits(); h.sockets[0].answers = false;
                h.clock.pass(25_000);
                h.clock.time += 3_600_000; h.clock.pass(0);
                const awake = [h.client.state, h.sockets[0].pings];
                h.clock.pass(10_000);
                return [...awake, h.client.state];""")).isEqualTo(List.of("connected", 2, "waiting"));
    }

    @Test
    void sessionIsAskedForAgain_whenTheServerIsSilent_andTheLateOneIsTaken() {
        assertThat(script.run("""
                let answer; const late = new Promise((done) => { answer = done; });
                const h = make({ session: null, random: () => 1, answers: [late, new Promise(() => {})] });
                h.client.start();
                h.clock.pass(15_000);
                const given = [h.client.state, h.client.reason.code];
                answer([201, { session_id: "late" }, {}]); await h.settle();
                h.clock.pass(1_000); await h.settle();
                return [...given, h.requests, h.sockets.map(({ url }) => url.split("/").at(-1))];"""))
                .isEqualTo(List.of("waiting", "UNREACHABLE", 1, List.of("late")));
    }

    @Test
    void complaintIsAnAnswer_whenTheServerDoesNotKnowTheFrame() {
        assertThat(script.run("""
                const h = make({ random: () => 0.5 }); h.client.start();
                h.sockets[0].admits(); h.sockets[0].answers = false;
                h.client.send("Unanswered so far");
                h.clock.pass(5_000);
                h.sockets[0].says({ type: "error", code: "INVALID_MESSAGE", message: "The type must be message, typing or resume",
                  reconnect: true, retry_after_ms: 0 });
                h.clock.pass(10_000);
                return [h.sockets[0].pings, h.client.state, h.client.messages[0].status, h.sockets.length];"""))
                .isEqualTo(List.of(1, "connected", "sending", 1));
    }
}
