package io.hedgerow.measurement;

/**
 * An honest refusal: the data are well formed but cannot carry an estimate.
 *
 * @param missing what would have to be there
 */
public record NotEnoughData(String missing) implements Measured {}
