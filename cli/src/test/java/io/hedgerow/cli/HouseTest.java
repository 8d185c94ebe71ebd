package io.hedgerow.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom: the table of {@code docs/architecture.md}, held. */
@AnalyzeClasses(packages = "io.hedgerow", importOptions = DoNotIncludeTests.class)
final class HouseTest {

  @ArchTest
  static final ArchRule modulesImportOnlyRoomsBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.hedgerow..")
          .layer("engine")
          .definedBy("io.hedgerow.engine..")
          .layer("matching")
          .definedBy("io.hedgerow.matching..")
          .layer("models")
          .definedBy("io.hedgerow.models..")
          .layer("measurement")
          .definedBy("io.hedgerow.measurement..")
          .layer("ledger")
          .definedBy("io.hedgerow.ledger..")
          .layer("review")
          .definedBy("io.hedgerow.review..")
          .layer("simulator")
          .definedBy("io.hedgerow.simulator..")
          .layer("server")
          .definedBy("io.hedgerow.server..")
          .layer("benchmarks")
          .definedBy("io.hedgerow.benchmarks..")
          .layer("cli")
          .definedBy("io.hedgerow.cli..")
          .whereLayer("engine")
          .mayNotAccessAnyLayer()
          .whereLayer("matching")
          .mayNotAccessAnyLayer()
          .whereLayer("models")
          .mayOnlyAccessLayers("matching")
          .whereLayer("measurement")
          .mayNotAccessAnyLayer()
          .whereLayer("ledger")
          .mayOnlyAccessLayers("engine")
          .whereLayer("review")
          .mayOnlyAccessLayers("engine", "ledger")
          .whereLayer("simulator")
          .mayOnlyAccessLayers("engine")
          .whereLayer("server")
          .mayOnlyAccessLayers(
              "engine", "matching", "models", "measurement", "ledger", "review", "simulator")
          .whereLayer("benchmarks")
          .mayOnlyAccessLayers(
              "engine",
              "matching",
              "models",
              "measurement",
              "ledger",
              "review",
              "simulator",
              "server")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .withOptionalLayers(true)
          .because("each module can then be used, read and tested without those above it");

  @ArchTest
  static final ArchRule frameworksStayInTheServer =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.hedgerow.server..", "io.hedgerow.cli..", "io.hedgerow.benchmarks..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "jakarta.servlet..", "gg.jte..")
          .because("no framework lives outside the server");

  @ArchTest
  static final ArchRule engineAndEstimatorsArePure =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.hedgerow.engine..", "io.hedgerow.matching..", "io.hedgerow.measurement..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "java.net.http..", "org.jdbi..")
          .because("they know no database and no network");
}
