package io.doorstep.analytics.api.live;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What the learner publishes, as it happens. */
@RestController
class StreamController {
    private final LiveStreams streams;

    StreamController(LiveStreams streams) {
        this.streams = streams;
    }

    /** @param lastEventId of the last event that was read; what is remembered of the time since comes first */
    @GetMapping(path = "/api/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> stream(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).header("X-Accel-Buffering", "no")
                .body(streams.open(lastEventId == null || lastEventId.isBlank() ? null : number(lastEventId)));
    }

    private static long number(String lastEventId) {
        try {
            return Long.parseLong(lastEventId.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Last-Event-ID must be the id of an event, not '" + lastEventId + "'",
                    e);
        }
    }
}
