package io.doorstep.chat.settings;

import io.doorstep.chat.limits.ConfiguredLimits;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Scope;
import io.doorstep.events.ScopeLimits;
import io.doorstep.events.Tier;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of tiers, countries and products. Each number that is not set is inherited: the most specific scope wins,
 * product before country before tier before {@code doorstep.limits}.
 *
 * @param tiers how well a client is known
 * @param countries by their code, such as {@code DE}; {@code ZZ} = all whose country is not known
 * @param products by their id, beneath {@code limits}
 */
@ConfigurationProperties("doorstep")
@Validated
public record ScopeSettings(@DefaultValue @Valid Tiers tiers, @DefaultValue Map<String, @Valid Numbers> countries,
        @DefaultValue @Valid Products products) {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** @throws IllegalArgumentException with a sentence that says what to write */
    public ScopeSettings {
        Map<String, Numbers> byCode = new TreeMap<>();
        countries.forEach((written, numbers) -> {
            String code = written.toUpperCase(Locale.ROOT);
            if (!COUNTRY.matcher(code).matches()) {
                throw new IllegalArgumentException("doorstep.countries: '" + written
                        + "' is no country: write its code of two letters, such as DE, or ZZ for those that are not known");
            }
            if (byCode.put(code, numbers) != null) {
                throw new IllegalArgumentException(
                        "doorstep.countries: '" + code + "' is written twice: write it once");
            }
        });
        countries = Map.copyOf(byCode);
        products.limits.keySet().stream().sorted().filter(id -> !PRODUCT.matcher(id).matches()).findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("doorstep.products.limits: '" + id
                            + "' is no product id: it has 1 to 64 letters, digits, '.', '_' and '-'");
                });
    }

    /**
     * @param anonymous whoever comes
     * @param returning the bearer of a ticket that has behaved for a while
     * @param authenticated whose subject a token has proved
     */
    public record Tiers(@DefaultValue @Valid Numbers anonymous, @DefaultValue @Valid Numbers returning,
            @DefaultValue @Valid Numbers authenticated) {}

    /** @param limits by product id */
    public record Products(@DefaultValue Map<String, @Valid Numbers> limits) {}

    /**
     * The numbers of one scope; their windows are those of {@code doorstep.limits}.
     *
     * @param connectionRate connection attempts of one client
     * @param messageRate messages of one session
     * @param sessionCreation sessions one client may create
     * @param maxPerClient sockets of one client at once
     */
    public record Numbers(@DefaultValue @Valid Limit connectionRate, @DefaultValue @Valid Limit messageRate,
            @DefaultValue @Valid Limit sessionCreation, @Min(1) @Nullable Integer maxPerClient) {

        ScopeLimits of(Scope scope) {
            Map<LimitName, Integer> numbers = new EnumMap<>(LimitName.class);
            put(numbers, LimitName.CONNECTION_RATE, connectionRate.limit);
            put(numbers, LimitName.MESSAGE_RATE, messageRate.limit);
            put(numbers, LimitName.SESSION_CREATION, sessionCreation.limit);
            put(numbers, LimitName.CONNECTIONS_PER_CLIENT, maxPerClient);
            return new ScopeLimits(scope, numbers);
        }

        private static void put(Map<LimitName, Integer> numbers, LimitName name, @Nullable Integer number) {
            if (number != null) {
                numbers.put(name, number);
            }
        }
    }

    /** @param limit permits in any window; inherited where it is not set */
    public record Limit(@Min(1) @Nullable Integer limit) {}

    /** @param byDefault what is inherited where no scope says anything else */
    public ConfiguredLimits configuredLimits(Limits byDefault) {
        List<ScopeLimits> scopes = new ArrayList<>();
        scopes.add(tiers.anonymous.of(Scope.tier(Tier.ANONYMOUS)));
        scopes.add(tiers.returning.of(Scope.tier(Tier.RETURNING)));
        scopes.add(tiers.authenticated.of(Scope.tier(Tier.AUTHENTICATED)));
        countries.forEach((code, numbers) -> scopes.add(numbers.of(Scope.country(code))));
        products.limits.forEach((id, numbers) -> scopes.add(numbers.of(Scope.product(id))));
        return ConfiguredLimits.of(byDefault, scopes);
    }
}
