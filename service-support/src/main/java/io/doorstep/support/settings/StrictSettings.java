package io.doorstep.support.settings;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Stops the start where a {@code doorstep.*} setting is written that no part of Doorstep has, before any setting is used.
 * To be imported by an application; it finds the records of the application's own settings by itself.
 */
public final class StrictSettings implements BeanFactoryPostProcessor {
    private static final String OURS = "io.doorstep.";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Stream<String> own = Arrays.stream(beans.getBeanDefinitionNames()).map(beans::getBeanDefinition)
                .map(BeanDefinition::getBeanClassName).filter(Objects::nonNull).filter(name -> name.startsWith(OURS))
                .map(name -> ClassUtils.resolveClassName(name, beans.getBeanClassLoader()))
                .flatMap(SettingsOfRecord::names);
        require(beans.getBean(ConfigurableEnvironment.class), SettingNames.ofAllParts().and(own));
    }

    /** @throws SettingsException that names all that are unknown */
    public static void require(ConfigurableEnvironment environment, SettingNames names) {
        String faults = environment.getPropertySources().stream().flatMap(source -> faults(source, names)).distinct()
                .collect(Collectors.joining("; "));
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
    }

    private static Stream<String> faults(PropertySource<?> source, SettingNames names) {
        if (source instanceof SystemEnvironmentPropertySource variables) {
            return variables.getSource().entrySet().stream().map(variable -> faultOf(variable, names))
                    .filter(Objects::nonNull);
        }
        return source instanceof EnumerablePropertySource<?> written
                ? Arrays.stream(written.getPropertyNames()).map(name -> names.faultOf(name, valueOf(written, name)))
                        .filter(Objects::nonNull)
                : Stream.of();
    }

    private static @Nullable String faultOf(Map.Entry<String, Object> variable, SettingNames names) {
        String name = variable.getKey();
        String value = String.valueOf(variable.getValue());
        return name.indexOf('.') >= 0 ? names.faultOf(name, value) : names.faultOfVariable(name, value);
    }

    private static @Nullable Object valueOf(EnumerablePropertySource<?> source, String name) {
        return SettingName.uniform(name).startsWith(SettingName.ROOT) ? source.getProperty(name) : null;
    }
}
