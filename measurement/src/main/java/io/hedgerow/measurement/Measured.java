package io.hedgerow.measurement;

/** The answer of an estimator: a number with its interval, or what is missing to give one. */
public sealed interface Measured permits Estimate, NotEnoughData {}
