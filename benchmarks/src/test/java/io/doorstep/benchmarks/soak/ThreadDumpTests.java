package io.doorstep.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadDumpTests {
    private static final String DUMP = """
            {"threadDump":{"threadContainers":[
              {"container":"<root>","threads":[
                {"tid":"1","name":"main","stack":["java.base/java.lang.Thread.sleep(Thread.java:1)"]},
                {"tid":"2","name":"WebSocket background","stack":[
                  "org.apache.tomcat.websocket.BackgroundProcessManager$WsBackgroundThread.run(B.java:1)"]}]},
              {"container":"virtual","threads":[
                {"tid":"3","name":"","stack":["java.base/java.util.concurrent.Semaphore.tryAcquire(S.java:1)",
                  "org.apache.tomcat.websocket.WsRemoteEndpointImplBase.sendMessageBlock(W.java:2)"]},
                {"tid":"4","name":"closer","stack":["org.apache.tomcat.websocket.WsSession.doClose(W.java:3)"]}]}]}}
            """;

    @Test
    void thoseThatWriteOrCloseAreBusy_whenAllThreadsAreDumped() {
        assertThat(ThreadDump.parse(DUMP).busy()).isEqualTo(Map.of(
                "3", " at org.apache.tomcat.websocket.WsRemoteEndpointImplBase.sendMessageBlock(W.java:2)",
                "4", "closer at org.apache.tomcat.websocket.WsSession.doClose(W.java:3)"));
    }

    @Test
    void onlyThoseThatWereBusyBeforeStay_whenComparedWithAnEarlierDump() {
        ThreadDump earlier = new ThreadDump(Map.of("4", "closer", "9", "gone"));
        assertThat(ThreadDump.parse(DUMP).since(earlier).busy()).containsOnlyKeys("4");
    }
}
