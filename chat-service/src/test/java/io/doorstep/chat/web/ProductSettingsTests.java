package io.doorstep.chat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductSettingsTests {
    private static final String PAGE = "/products/{product_id}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # picture                                         | origin
            https://shop.example/p/{product_id}.jpg           | https://shop.example
            https://shop.example:8443/{product_id}?w=88&h=88#x| https://shop.example:8443
            https://Shop.example/{product_id}/{product_id}.png| https://Shop.example
            /pictures/{product_id}.jpg                        | ''
            /{product_id}                                     | ''
            ''                                                | ''
            """)
    void pictureOrigin_isWhatABrowserHasToAllow(String picture, String origin) {
        assertThat(new ProductSettings(PAGE, picture).pictureOrigin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://shop.example/{product_id}", "//shop.example/{product_id}",
            "/\\shop.example/{product_id}",
            "https://{product_id}.shop.example/p", "https://shop.example{product_id}",
            "https://shop.example:{product_id}/",
            "https://me:secret@shop.example/{product_id}", "https://*/{product_id}", "https://[::1]/{product_id}",
            "https://shop.example; script-src */{product_id}", "https://shop.example/ {product_id}",
            "https://shop.example/{id}/{product_id}", "https://shop.example/\"{product_id}", "pictures/{product_id}",
            "javascript:alert({product_id})", "data:{product_id}"})
    void anAddressThatIsNeitherAtHttpsNorOnThisHost_isRefused(String address) {
        assertThatThrownBy(() -> new ProductSettings(PAGE, address))
                .hasMessage("doorstep.products.picture-url: '" + address
                        + "' is not an address at https or on this host: write one such as"
                        + " https://shop.example/pictures/{product_id}.jpg");
        assertThatThrownBy(() -> new ProductSettings(address, "")).hasMessageStartingWith(
                "doorstep.products.page-url: '" + address + "' is not an address at https or on this host");
    }

    @Test
    void anAddressOfOneProductAlone_isRefused() {
        assertThatThrownBy(() -> new ProductSettings("https://shop.example/11", "")).hasMessage(
                "doorstep.products.page-url: 'https://shop.example/11' has no {product_id}: write one such as"
                        + " https://shop.example/lamps/{product_id}");
    }
}
