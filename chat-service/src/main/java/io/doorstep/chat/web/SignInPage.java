package io.doorstep.chat.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Where people sign in, and why they are asked to. */
public final class SignInPage {
    public static final String PATH = "/sign-in";
    /** Reached by a forward alone, from whoever has counted too many failures. */
    public static final String WAIT_PATH = PATH + "/wait";
    /** The request attribute that says why and for how long: a {@link Wait}. */
    public static final String WAIT_NOTICE = "doorstep.sign-in.wait-notice";

    static final String NOTICE = "notice";

    private SignInPage() {}

    /**
     * @param reason by which the texts of the page know it
     * @param seconds to be waited
     */
    public record Wait(String reason, long seconds) {}

    /** What stands above the form. */
    public enum Notice {
        NONE,
        WRONG,
        STALE,
        NOT_ALLOWED,
        SIGNED_OUT;

        String words(SignInTexts.Texts texts) {
            return this == NONE ? "" : texts.say(inAddresses());
        }

        static Notice of(@Nullable String written) {
            for (Notice notice : values()) {
                if (notice.inAddresses().equals(written)) {
                    return notice;
                }
            }
            return NONE;
        }

        private String inAddresses() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The address of the page. */
    public static String at(Notice notice, String destination) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH);
        if (notice != Notice.NONE) {
            address.queryParam(NOTICE, notice.inAddresses());
        }
        if (!destination.equals(Destination.DESK)) {
            address.queryParam(Destination.PARAMETER, "{to}");
        }
        return address.encode().buildAndExpand(destination).toUriString();
    }
}
