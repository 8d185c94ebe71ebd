package io.hedgerow.measurement;

/**
 * A number with its uncertainty.
 *
 * @param value the point estimate
 * @param standardError its estimated standard deviation over repeated samples
 * @param interval its confidence interval
 * @param draws labels the estimate rests on
 * @param effectiveSize size of the simple random sample that would be as precise
 */
public record Estimate(
    double value, double standardError, Interval interval, int draws, double effectiveSize)
    implements Measured {}
