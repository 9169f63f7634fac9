package io.doorstep.chat.ops;

import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The size an operator wants the pool to have, read strictly. */
record PoolPatch(int maxConnections) {
    private static final String NAME = "max_connections";

    /** @throws IllegalArgumentException that says what is wrong with it */
    static PoolPatch read(byte[] json, int most) {
        JsonNode root = StrictJson.tree(json);
        StrictJson.requireFields(root, "the body", List.of(NAME));
        return new PoolPatch(Objects.requireNonNull(StrictJson.number(root, NAME, NAME, most), NAME));
    }
}
