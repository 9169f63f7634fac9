package io.doorstep.chat.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The files of pages. A browser keeps them, and asks each time whether they are still the same: an instance of another version
 * may answer next. The scripts are one file each for a browser, and several modules in the folder {@code scripts}.
 */
@Configuration(proxyBeanMethods = false)
class StaticFilesConfiguration implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        revalidated(registry, "classpath:/static/", "/**");
        revalidated(registry, "classpath:/scripts/", "/doorstep-client.js", "/desk.js")
                .resourceChain(true).addTransformer(new ModuleJoiner());
    }

    /** Known by what is in them, and not by their age: after a rollback the older file is the right one. */
    private static ResourceHandlerRegistration revalidated(ResourceHandlerRegistry registry, String folder,
            String... paths) {
        return registry.addResourceHandler(paths).addResourceLocations(folder).setCacheControl(CacheControl.noCache())
                .setUseLastModified(false).setEtagGenerator(ContentTag::of);
    }
}
