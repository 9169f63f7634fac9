package io.doorstep.chat.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where agents find what a conversation is about, {@code doorstep.products.*}: addresses at https or on this host, with
 * <code>{product_id}</code> in the place of the product's id.
 *
 * @param pageUrl the product's page
 * @param pictureUrl the product's picture; empty = none is shown
 */
@ConfigurationProperties("doorstep.products")
public record ProductSettings(@DefaultValue("/products/{product_id}") String pageUrl,
        @DefaultValue("") String pictureUrl) {
    private static final String ID = "{product_id}";
    /** Its host and port are all that a Content-Security-Policy can name; what follows has only characters of an address. */
    private static final Pattern ADDRESS = Pattern
            .compile("(?<origin>https://[A-Za-z0-9][A-Za-z0-9.-]*(?::\\d{1,5})?)?/(?!/)[!-~&&[^{}<>\"\\\\^`|]]*");

    /** @throws IllegalArgumentException with a sentence that says what to write */
    public ProductSettings {
        require("doorstep.products.page-url", pageUrl, "https://shop.example/lamps/" + ID);
        if (!pictureUrl.isEmpty()) {
            require("doorstep.products.picture-url", pictureUrl, "https://shop.example/pictures/" + ID + ".jpg");
        }
    }

    /** The origin of all pictures, such as {@code https://shop.example}; empty where they are on this host, or there are none. */
    public String pictureOrigin() {
        Matcher address = ADDRESS.matcher(withoutId(pictureUrl));
        return address.matches() && address.group("origin") != null ? address.group("origin") : "";
    }

    private static void require(String setting, String written, String example) {
        if (!ADDRESS.matcher(withoutId(written)).matches()) {
            throw new IllegalArgumentException(setting + ": '" + written
                    + "' is not an address at https or on this host: write one such as " + example);
        }
        if (!written.contains(ID)) {
            throw new IllegalArgumentException(
                    setting + ": '" + written + "' has no " + ID + ": write one such as " + example);
        }
    }

    /** With a sign in its place that a path may have and a host may not. */
    private static String withoutId(String written) {
        return written.replace(ID, "~");
    }
}
