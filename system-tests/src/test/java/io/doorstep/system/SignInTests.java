package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.testing.service.Person;
import io.doorstep.testing.service.RunningChat;
import jakarta.servlet.http.HttpServletRequest;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Signing in to the desk, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTests {
    private static final String COOKIE = "doorstep-sign-in";
    private static final String HASH = new BCryptPasswordEncoder(4).encode("secret of tom");
    private static final String[] USERS = {"doorstep.users[0].name=tom", "doorstep.users[0].password=" + HASH,
            "doorstep.users[0].roles=agent", "doorstep.users[1].name=olga", "doorstep.users[1].password=" + HASH,
            "doorstep.users[1].roles=operator",
            "doorstep.sign-in.failures=3", "doorstep.trusted-proxies=127.0.0.1"};

    private final RunningChat chat = RunningChat.with(FilterRegistrationBean.class, whoIsThere(), USERS);

    @AfterAll
    void close() {
        chat.close();
    }

    /** Says, at the agents' socket and after Spring Security, whom the request is from. */
    private static FilterRegistrationBean<?> whoIsThere() {
        var filter = new FilterRegistrationBean<>((request, response, _) -> {
            var caller = (HttpServletRequest) request;
            response.getWriter().print(caller.getUserPrincipal() == null
                    ? "nobody"
                    : caller.getUserPrincipal().getName() + " " + caller.isUserInRole("agent") + " "
                            + caller.isUserInRole("operator"));
        });
        filter.addUrlPatterns("/ws/chat/agent");
        filter.setOrder(-99);
        return filter;
    }

    private static String place(HttpResponse<?> answer) {
        return answer.statusCode() + " " + answer.headers().firstValue("Location").orElse("-");
    }

    @Test
    void agentsReachTheDesk_andTheirSocketKnowsThem_untilTheySignOut() {
        try (Person tom = new Person()) {
            assertThat(place(tom.get(chat.uri("/desk")))).isEqualTo("302 /sign-in");
            assertThat(tom.get(chat.uri("/ws/chat/agent")).body()).isEqualTo("nobody");
            assertThat(place(tom.signIn(chat, "tom", "secret of tom"))).isEqualTo("302 /desk");
            HttpResponse<String> desk = tom.get(chat.uri("/desk"));
            assertThat(desk.statusCode()).isEqualTo(200);
            assertThat(tom.get(chat.uri("/ws/chat/agent")).body()).isEqualTo("tom true false");

            assertThat(place(tom.submit(chat.uri("/sign-out"), "_csrf=" + Person.encoded(Person.token(desk)))))
                    .isEqualTo("302 /sign-in?notice=signed-out");
            assertThat(place(tom.get(chat.uri("/desk")))).isEqualTo("302 /sign-in");
            assertThat(tom.get(chat.uri("/ws/chat/agent")).body()).isEqualTo("nobody");
        }
    }

    @Test
    void operatorsReachTheDesk() {
        try (Person olga = new Person()) {
            olga.signIn(chat, "olga", "secret of tom");
            assertThat(olga.get(chat.uri("/desk")).statusCode()).isEqualTo(200);
            assertThat(olga.get(chat.uri("/ws/chat/agent")).body()).isEqualTo("olga false true");
        }
    }

    @Test
    void signInIsACookieForThisSiteAlone_andNoSessionIsKept() {
        try (Person tom = new Person()) {
            HttpResponse<String> answer = tom.signIn(chat, "tom", "secret of tom");
            List<String> set = answer.headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> cookie.startsWith(COOKIE)).toList();
            assertThat(set).singleElement().asString().contains("; HttpOnly", "; SameSite=Strict", "; Max-Age=43200",
                    "; Path=/").doesNotContain("Secure");
            assertThat(tom.cookies()).extracting(HttpCookie::getName).doesNotContain("JSESSIONID");
        }
        try (Person tom = new Person()) {
            HttpResponse<String> answer = tom.signIn(chat, "tom", "secret of tom", "X-Forwarded-Proto", "https");
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .anyMatch(cookie -> cookie.startsWith(COOKIE) && cookie.contains("; Secure"));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # asked for              , sent to after signing in
            /desk                    , /desk
            /desk?product=11         , /desk?product=11
            /desk?to=%2F%2Fevil      , /desk?to=%2F%2Fevil
            //evil.example/desk      , /desk
            https://evil.example     , /desk
            /desk/../evil            , /desk
            /\\evil.example          , /desk
            """)
    void signingInLeadsBack_andNeverElsewhere(String wanted, String destination) {
        try (Person tom = new Person()) {
            String form = "_csrf=" + Person.encoded(Person.token(tom.get(chat.uri("/sign-in"))));
            assertThat(place(tom.submit(chat.uri("/sign-in"),
                    form + "&name=tom&password=secret+of+tom&to=" + Person.encoded(wanted))))
                    .isEqualTo("302 " + destination);
        }
    }

    @Test
    void theFormRemembersWhatWasAskedFor() {
        try (Person tom = new Person()) {
            HttpResponse<String> asked = tom.get(chat.uri("/desk?product=11&session=s"));
            assertThat(place(asked)).isEqualTo("302 /sign-in?to=%2Fdesk%3Fproduct%3D11%26session%3Ds");
            HttpResponse<String> form = tom.get(chat.uri(asked.headers().firstValue("Location").orElseThrow()));
            assertThat(form.body()).contains("name=\"to\" value=\"/desk?product&#x3D;11&amp;session&#x3D;s\"");
        }
    }

    @Test
    void formsOfOthers_areNotTaken() {
        try (Person tom = new Person()) {
            assertThat(place(tom.submit(chat.uri("/sign-in"), "name=tom&password=secret+of+tom")))
                    .isEqualTo("302 /sign-in?notice=stale");
            tom.signIn(chat, "tom", "secret of tom");
            tom.submit(chat.uri("/sign-out"), "");
            assertThat(tom.get(chat.uri("/desk")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void failuresAreLimitedPerClient_andRightPasswordsDoNotCount() {
        String[] from = {"X-Forwarded-For", "198.51.100.7"};
        try (Person tom = new Person()) {
            for (int i = 0; i < 5; i++) {
                assertThat(place(tom.signIn(chat, "tom", "secret of tom", from))).isEqualTo("302 /desk");
            }
            for (int i = 0; i < 3; i++) {
                assertThat(place(tom.signIn(chat, "tom", "guess " + i, from))).isEqualTo("302 /sign-in?notice=wrong");
            }
            HttpResponse<String> refused = tom.signIn(chat, "tom", "secret of tom", from);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(590L, 600L);
            assertThat(refused.body()).contains("Too many wrong passwords. Try again in 10 minutes.", "<form");
            assertRunsItsOwnFilesAlone(refused, "default-src 'none'", "frame-ancestors 'none'");
            assertThat(refused.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith(COOKIE));
            assertThat(place(tom.signIn(chat, "tom", "secret of tom", "X-Forwarded-For", "198.51.100.8")))
                    .isEqualTo("302 /desk");
        }
        try (Person stranger = new Person()) {
            assertThat(place(stranger.get(chat.uri("/sign-in/wait")))).isEqualTo("302 /sign-in");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de-AT,en;q=0.5 | <html lang="de" dir="ltr"> | Der Name oder das Passwort ist falsch.
            ar             | <html lang="ar" dir="rtl"> | الاسم أو كلمة المرور غير صحيحة.
            q=;,,;xx       | <html lang="en" dir="ltr"> | The name or the password is wrong.
            """)
    void thePageSpeaksTheBrowsersLanguage(String accepted, String root, String notice) {
        try (Person tom = new Person()) {
            HttpResponse<String> page = tom.get(chat.uri("/sign-in?notice=wrong"), "Accept-Language", accepted);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains(root, notice);
        }
    }

    @Test
    void theWaitIsSaidInTheBrowsersLanguage() {
        String[] from = {"X-Forwarded-For", "198.51.100.9", "Accept-Language", "de"};
        try (Person tom = new Person()) {
            for (int i = 0; i < 3; i++) {
                tom.signIn(chat, "tom", "guess " + i, from);
            }
            assertThat(tom.signIn(chat, "tom", "secret of tom", from).body())
                    .contains("Zu viele falsche Passwörter. Versuchen Sie es in 10 Min. noch einmal.");
        }
    }

    @Test
    void aCookieThatIsAnothers_isNoSignIn() {
        try (Person tom = new Person()) {
            tom.signIn(chat, "tom", "secret of tom");
            HttpCookie cookie = tom.cookie(COOKIE).orElseThrow();
            cookie.setValue(cookie.getValue().substring(0, cookie.getValue().length() - 4) + "AAAA");
            assertThat(place(tom.get(chat.uri("/desk")))).isEqualTo("302 /sign-in");
        }
    }

    @Test
    void signInHoldsOnAllInstances_andEndsWithTheSecretOrThePassword() {
        try (RunningChat one = RunningChat.with("doorstep.operator.password=p1");
                RunningChat two = RunningChat.with("doorstep.operator.password=p1");
                RunningChat changed = RunningChat.with("doorstep.operator.password=p2");
                RunningChat foreign = RunningChat.with("doorstep.operator.password=p1",
                        "doorstep.secret=" + "other".repeat(7));
                Person operator = new Person()) {
            assertThat(place(operator.signIn(one, "operator", "p1"))).isEqualTo("302 /desk");
            String cookie = COOKIE + "=" + operator.cookie(COOKIE).orElseThrow().getValue();
            try (Person same = new Person()) {
                assertThat(same.get(two.uri("/desk"), "Cookie", cookie).statusCode()).isEqualTo(200);
                assertThat(place(same.get(changed.uri("/desk"), "Cookie", cookie))).isEqualTo("302 /sign-in");
                assertThat(place(same.get(foreign.uri("/desk"), "Cookie", cookie))).isEqualTo("302 /sign-in");
            }
        }
    }

    @Test
    void theSignInIsNoKeyToTheOperatorsCalls() {
        try (Person olga = new Person()) {
            olga.signIn(chat, "olga", "secret of tom");
            assertThat(olga.get(chat.uri("/api/debug/websocket-status")).statusCode()).isEqualTo(401);
            assertThat(olga.submit(chat.uri("/api/debug/reset-rate-limits"), "").statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # path          , default-src     , frame-ancestors
            /products       , default-src 'self', frame-ancestors 'self'
            /products/11    , default-src 'self', frame-ancestors 'self'
            /products/99    , default-src 'self', frame-ancestors 'self'
            /nothing/here   , default-src 'self', frame-ancestors 'self'
            /error          , default-src 'self', frame-ancestors 'self'
            /api/debug/pool , default-src 'self', frame-ancestors 'self'
            /api/health     , default-src 'self', frame-ancestors 'self'
            /desk.js        , default-src 'self', frame-ancestors 'self'
            /sign-in        , default-src 'none', frame-ancestors 'none'
            /desk           , default-src 'none', frame-ancestors 'none'
            """)
    void pagesRunNothingButTheirOwnFiles(String path, String sources, String ancestors) {
        try (Person tom = new Person()) {
            tom.signIn(chat, "tom", "secret of tom");
            assertRunsItsOwnFilesAlone(tom.get(chat.uri(path), "Accept", "text/html"), sources, ancestors);
        }
    }

    private static void assertRunsItsOwnFilesAlone(HttpResponse<String> page, String sources, String ancestors) {
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertThat(policy).contains(sources, ancestors, "base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).isPresent();
        assertThat(page.body())
                .doesNotContainPattern("<script(?![^>]* src=)|<style|style=\"|javascript:|\\son\\w+=\"");
    }
}
