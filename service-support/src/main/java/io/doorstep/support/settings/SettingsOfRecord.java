package io.doorstep.support.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** The names of the settings that a record takes. */
public final class SettingsOfRecord {
    private SettingsOfRecord() {}

    /** @param settings a record with {@link ConfigurationProperties} */
    public static Stream<String> names(Class<?> settings) {
        ConfigurationProperties annotation = settings.getAnnotation(ConfigurationProperties.class);
        return annotation == null ? Stream.of() : names(prefix(annotation), settings);
    }

    private static String prefix(ConfigurationProperties annotation) {
        return annotation.prefix().isEmpty() ? annotation.value() : annotation.prefix();
    }

    private static Stream<String> names(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap(component -> names(prefix, component));
    }

    private static Stream<String> names(String prefix, RecordComponent component) {
        String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
        if (component.getType().isRecord()) {
            return names(name, component.getType());
        }
        if (Map.class.isAssignableFrom(component.getType())) {
            Class<?> value = argumentOf(component.getGenericType(), 1);
            return value.isRecord() ? names(name + ".*", value) : Stream.of(name + ".*");
        }
        if (Collection.class.isAssignableFrom(component.getType())) {
            Class<?> element = argumentOf(component.getGenericType(), 0);
            return element.isRecord() ? names(name + "[]", element) : Stream.of(name, name + "[]");
        }
        return Stream.of(name);
    }

    private static Class<?> argumentOf(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[index] instanceof Class<?> argument ? argument : Object.class;
    }
}
