package io.doorstep.chat.script;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * The scripts of pages and their languages over HTTP. A script without a version in its name is asked for each time, since an
 * instance of another version may answer next; one with its version is kept for good.
 */
@RestController
class ScriptController {
    private static final CacheControl ASK_EACH_TIME = CacheControl.noCache();
    private static final CacheControl FOR_GOOD = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl FOR_AN_HOUR = CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

    private final PageScripts scripts;
    private final Map<String, Optional<PageFile>> languages = new ConcurrentHashMap<>();

    ScriptController(PageScripts scripts) {
        this.scripts = scripts;
    }

    /** The versions that this instance has, and the hashes by which a page can know them. */
    record Versions(String client, String integrity, String window, String windowIntegrity) {}

    @GetMapping("/doorstep-client.js")
    ResponseEntity<byte[]> client(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String encodings) {
        return file(scripts.client(), encodings, ASK_EACH_TIME);
    }

    @GetMapping("/desk.js")
    ResponseEntity<byte[]> desk(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String encodings) {
        return file(scripts.desk(), encodings, ASK_EACH_TIME);
    }

    @GetMapping("/doorstep.js")
    ResponseEntity<byte[]> loader(
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String encodings) {
        return file(scripts.loader(), encodings, ASK_EACH_TIME);
    }

    @GetMapping("/doorstep-client.{version:[0-9a-f]{16}}.js")
    ResponseEntity<byte[]> client(@PathVariable String version,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String encodings) {
        return versioned(scripts.client(), version, "/doorstep-client.", encodings);
    }

    @GetMapping("/doorstep-window.{version:[0-9a-f]{16}}.js")
    ResponseEntity<byte[]> window(@PathVariable String version,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String encodings) {
        return versioned(scripts.window(), version, "/doorstep-window.", encodings);
    }

    @GetMapping("/doorstep.json")
    ResponseEntity<Versions> versions() {
        PageFile client = scripts.client();
        PageFile window = scripts.window();
        return ResponseEntity.ok().cacheControl(ASK_EACH_TIME)
                .body(new Versions("/doorstep-client." + client.version() + ".js", client.integrity(),
                        "/doorstep-window." + window.version() + ".js", window.integrity()));
    }

    @GetMapping("/languages/{kind:chat|desk}/{language:[a-z]{2}}.json")
    ResponseEntity<byte[]> language(@PathVariable String kind, @PathVariable String language,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String encodings) {
        return languages.computeIfAbsent("languages/" + kind + "/" + language + ".json", ScriptController::read)
                .map(file -> file(file, encodings, FOR_AN_HOUR)).orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static Optional<PageFile> read(String path) {
        try {
            return Optional.of(new PageFile(PageFile.JSON,
                    new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8)));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    /** While versions change, an instance is asked for another one's: its own is as good, and is not kept under that name. */
    private static ResponseEntity<byte[]> versioned(PageFile file, String version, String name, String encodings) {
        return file.version().equals(version)
                ? file(file, encodings, FOR_GOOD)
                : ResponseEntity.status(HttpStatus.FOUND).location(URI.create(name + file.version() + ".js"))
                        .cacheControl(CacheControl.noStore()).build();
    }

    private static ResponseEntity<byte[]> file(PageFile file, String encodings, CacheControl kept) {
        boolean compressed = encodings.contains("gzip");
        var answer = ResponseEntity.ok().contentType(MediaType.parseMediaType(file.type())).cacheControl(kept)
                .eTag(file.version() + (compressed ? "-gzip" : "")).varyBy(HttpHeaders.ACCEPT_ENCODING);
        return compressed
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(file.compressed())
                : answer.body(file.plain());
    }
}
