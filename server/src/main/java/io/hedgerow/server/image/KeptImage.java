package io.hedgerow.server.image;

import io.hedgerow.matching.image.signature.PictureHashes;
import java.time.Instant;

/**
 * What is kept of a picture.
 *
 * @param id 32 hex digits, or {@code pdq:HEX} when only its hash came
 * @param cluster id of the first picture that this one is a near-duplicate of; its own if none was
 */
public record KeptImage(
    String id, PictureHashes hashes, String cluster, String format, Instant created) {}
