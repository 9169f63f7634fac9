package io.doorstep.chat.web;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The settings of the desk's page. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeskSettings.class, ProductSettings.class})
class DeskConfiguration {}
