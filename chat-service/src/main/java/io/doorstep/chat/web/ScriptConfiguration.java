package io.doorstep.chat.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The scripts of pages: each is one file for a browser, and several modules in the folder {@code scripts}. */
@Configuration(proxyBeanMethods = false)
class ScriptConfiguration implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/doorstep-client.js", "/desk.js").addResourceLocations("classpath:/scripts/")
                .resourceChain(true).addTransformer(new ModuleJoiner());
    }
}
