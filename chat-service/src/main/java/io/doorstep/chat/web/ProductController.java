package io.doorstep.chat.web;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** The pages of a small shop: its catalogue, and each product with the chat in its corner. */
@Controller
class ProductController {

    @GetMapping("/")
    String shop() {
        return "redirect:/products";
    }

    @GetMapping("/products")
    ModelAndView products() {
        return new ModelAndView("products", Map.of("products", Catalogue.all()));
    }

    @GetMapping("/products/{id}")
    ModelAndView product(@PathVariable String id) {
        return Catalogue.find(id).map(product -> new ModelAndView("product", Map.of("product", product)))
                .orElseGet(() -> new ModelAndView("no-product", HttpStatus.NOT_FOUND));
    }
}
