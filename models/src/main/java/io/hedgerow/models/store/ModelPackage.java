package io.hedgerow.models.store;

/**
 * A package of a registry, named so that the registry's own client finds it. Which host serves it
 * is the client's configuration, so mirrors and proxies work as they do for every other package.
 */
public sealed interface ModelPackage {

  /** As people write it, for messages: {@code group:artifact:version} or {@code name@version}. */
  String coordinates();

  /** A Maven artifact; its jar is a ZIP archive. */
  record Maven(String group, String artifact, String version) implements ModelPackage {
    @Override
    public String coordinates() {
      return group + ":" + artifact + ":" + version;
    }
  }

  /** An npm package; its tarball is a gzipped TAR archive. */
  record Npm(String name, String version) implements ModelPackage {
    @Override
    public String coordinates() {
      return name + "@" + version;
    }
  }
}
