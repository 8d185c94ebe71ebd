package io.hedgerow.engine.pack;

import java.util.Optional;

/**
 * What a pack demands of a model before its score may have effect. What is not named is asked for
 * as usual.
 *
 * @param leastAuroc which the interval's lower end must reach, in [0, 1]
 * @param mostCalibrationError which must not be passed, in [0, 1]
 * @param leastSliceArea which every group's areas must reach, in [0, 1]
 * @param fewestTexts how many labelled texts must have been measured on
 */
public record ScoreGate(
    Optional<Double> leastAuroc,
    Optional<Double> mostCalibrationError,
    Optional<Double> leastSliceArea,
    Optional<Integer> fewestTexts) {}
