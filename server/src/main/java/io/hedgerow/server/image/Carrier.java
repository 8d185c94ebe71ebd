package io.hedgerow.server.image;

/** That an entity, {@code kind:id}, carries a picture. */
public record Carrier(String image, String entity) {}
