package io.doorstep.chat.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Pictures and styles of pages. A browser keeps them, and asks each time whether they are still the same: an instance of
 * another version may answer next. They are known by what is in them, and not by their age: after a rollback the older file
 * is the right one.
 */
@Configuration(proxyBeanMethods = false)
class StaticFilesConfiguration implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/**").addResourceLocations("classpath:/static/")
                .setCacheControl(CacheControl.noCache()).setUseLastModified(false).setEtagGenerator(ContentTag::of);
    }
}
