package io.doorstep.chat.ops;

import io.doorstep.chat.admission.OperatorOrders;
import io.doorstep.chat.house.House;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The size of the pool in the hands of operators. Whoever is in stays in. */
@RestController
@RequestMapping("/api/debug/pool")
class PoolController {
    private final House house;
    private final OperatorOrders orders;

    PoolController(House house, OperatorOrders orders) {
        this.house = house;
        this.orders = orders;
    }

    /**
     * @param maxConnections sockets this instance takes
     * @param configured what it was started for
     */
    record Size(int maxConnections, int configured, int activeConnections) {}

    @GetMapping
    Size size() {
        return new Size(house.maxConnections(), house.configuredConnections(), house.connections());
    }

    @PutMapping
    Size resize(@RequestBody(required = false) byte @Nullable [] json, Principal operator) {
        int wanted = PoolPatch.read(json == null ? new byte[0] : json, house.configuredConnections()).maxConnections();
        orders.resize(operator.getName(), wanted);
        return size();
    }

    @DeleteMapping
    Size release(Principal operator) {
        orders.resize(operator.getName(), house.configuredConnections());
        return size();
    }

    @ExceptionHandler
    ProblemDetail refused(IllegalArgumentException wrong) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "Nothing was changed: " + wrong.getMessage());
    }
}
