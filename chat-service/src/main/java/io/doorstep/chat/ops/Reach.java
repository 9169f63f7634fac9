package io.doorstep.chat.ops;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** On which instances an order is carried out. */
enum Reach {
    ALL,
    THIS;

    /** @param instance as operators write it; absent: all */
    static Reach of(@Nullable String instance) {
        if (instance == null) {
            return ALL;
        }
        if (instance.equals("this")) {
            return THIS;
        }
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
                "Nothing was changed: instance must be this, or absent for all instances");
    }
}
