package io.hedgerow.server.image;

import io.hedgerow.matching.image.signature.ImageSignature;
import io.hedgerow.matching.image.signature.SignatureProbe;

/** A kept picture of which there is a signature: of an upload, not of a bare hash. */
public record SignedImage(KeptImage image, ImageSignature signature) {
  /** What is kept of the picture, ready to be looked for. */
  public SignatureProbe probe() {
    return SignatureProbe.kept(image.hashes(), signature);
  }
}
