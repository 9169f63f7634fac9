package io.doorstep.chat.web;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The product pages of a small shop, with the chat in their corner. */
@Controller
class ProductController {
    private static final Map<String, Product> PRODUCTS = List.of(
            new Product("11", "Alva table lamp", "€ 89",
                    "Warm light through unbleached linen, on a foot turned from one piece of oak. Dims with a touch."),
            new Product("12", "Alva table lamp, tall", "€ 119",
                    "The same lamp on a longer neck, for a sideboard or the floor beside a low chair."),
            new Product("13", "Alva table lamp, pair", "€ 165",
                    "Two lamps from the same board of oak, for either side of the bed."))
            .stream().collect(Collectors.toUnmodifiableMap(Product::id, Function.identity()));

    /** @param price in words */
    record Product(String id, String name, String price, String description) {}

    @GetMapping("/")
    String first() {
        return "redirect:/products/11";
    }

    @GetMapping("/products/{id}")
    String product(@PathVariable String id, Model model) {
        Product product = PRODUCTS.get(id);
        if (product == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such product");
        }
        model.addAllAttributes(
                Map.of("id", product.id(), "name", product.name(), "price", product.price(), "description",
                        product.description()));
        return "product";
    }
}
