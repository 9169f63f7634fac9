package io.doorstep.chat.web;

import java.util.List;
import java.util.Optional;

/** The products of a small shop, each with a drawing of its own in {@code static/shop}. */
final class Catalogue {
    private static final String IN_STOCK = "In stock · at your door in 2–4 days";
    private static final String REPAIRABLE = "Made in small batches, repairable, every part can be ordered";
    private static final String FIVE_YEARS = "Five-year guarantee";

    private static final List<Product> PRODUCTS = List.of(
            new Product("11", "Alva table lamp", "A table lamp with a linen shade on an oak foot", "€ 89", IN_STOCK,
                    "Warm light through unbleached linen, on a foot turned from one piece of oak. Dims with a touch.",
                    List.of(REPAIRABLE, "E14 bulb of 4 W included", FIVE_YEARS)),
            new Product("12", "Alva table lamp, tall", "A lamp with a linen shade on a long neck over an oak foot",
                    "€ 119", IN_STOCK,
                    "The same lamp on a longer neck, for a sideboard or the floor beside a low chair.",
                    List.of(REPAIRABLE, "68 cm high, cable 2 m, takes an E14 bulb", FIVE_YEARS)),
            new Product("13", "Alva table lamp, pair", "Two table lamps with linen shades on oak feet", "€ 165",
                    "A few left · at your door in 2–4 days",
                    "Two lamps from the same board of oak, for either side of the bed.",
                    List.of(REPAIRABLE, "The grain of both feet runs on from one to the other", FIVE_YEARS)),
            new Product("21", "Tove wool throw", "A folded sage-green throw with cream stripes and a fringe", "€ 129",
                    IN_STOCK, "Woven from the wool of two neighbouring farms, dense enough for a draughty window seat.",
                    List.of("130 × 190 cm, 900 g", "Pure wool; air it, or wash it cold by hand",
                            "The fringe is knotted by hand")),
            new Product("22", "Runa mugs, pair", "A blue and a sand-coloured stoneware mug of coffee", "€ 38",
                    IN_STOCK, "Stoneware that keeps its warmth, one glazed like slate and one like sand.",
                    List.of("0.35 l each", "For dishwasher and microwave", "No two glazes are quite the same")),
            new Product("23", "Ask oak stool", "A four-legged oak stool", "€ 145",
                    "Made to order · at your door in 3 weeks",
                    "A seat that fits under the table, and carries whoever has to reach the top shelf.",
                    List.of("45 cm high, carries 150 kg", "Oiled oak, joined without screws", FIVE_YEARS)),
            new Product("24", "Brisa candlesticks", "Two brass candlesticks with burning candles", "€ 64", IN_STOCK,
                    "A tall and a short one, turned from solid brass that darkens with the years.",
                    List.of("18 and 14 cm high, for candles of 22 mm", "Felt beneath, kind to the table",
                            "Polish them, or let them be")));

    private Catalogue() {}

    static List<Product> all() {
        return PRODUCTS;
    }

    static Optional<Product> find(String id) {
        return PRODUCTS.stream().filter(product -> product.id().equals(id)).findFirst();
    }
}
