package io.doorstep.chat.web;

import java.util.List;

/**
 * Something the shop sells.
 *
 * @param picture what its drawing shows, for those who do not see it
 * @param price in words
 * @param stock whether and when it comes, in words
 */
record Product(String id, String name, String picture, String price, String stock, String description,
        List<String> facts) {}
