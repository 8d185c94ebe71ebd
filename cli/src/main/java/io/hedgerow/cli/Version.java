package io.hedgerow.cli;

import picocli.CommandLine.IVersionProvider;

/** Prints the program's version and that of the JVM under it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Hedgerow.class.getPackage().getImplementationVersion();
    return new String[] {
      "hedgerow " + (version == null ? "(unpackaged)" : version),
      "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
