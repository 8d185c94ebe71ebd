package io.hedgerow.server.image;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(ImageRoutes.class)
public class ImageWiring {}
