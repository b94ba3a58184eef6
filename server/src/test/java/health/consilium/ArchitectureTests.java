package health.consilium;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import health.consilium.access.Grants;
import health.consilium.fhir.FhirOperation;

/** What the module graph cannot see. */
@AnalyzeClasses(packages = "health.consilium", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule RULES_ARE_PURE = noClasses()
            .that()
            .resideInAPackage("..rules..")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "jakarta.persistence..",
                    "jakarta.servlet..",
                    "java.net.http..",
                    "java.sql..",
                    "ca.uhn.fhir.jpa..",
                    "ca.uhn.fhir.rest..")
            .because("rules are tested as values, without a server");

    @ArchTest
    static final ArchRule HAPI_STORAGE_STAYS_IN_FHIR = noClasses()
            .that()
            .resideOutsideOfPackage("health.consilium.fhir..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ca.uhn.fhir.jpa..")
            .because("FhirStore is the port to storage");

    @ArchTest
    static final ArchRule ONLY_THE_EDGE_THROWS_HAPI_EXCEPTIONS = noClasses()
            .that()
            .resideOutsideOfPackage("health.consilium.fhir..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ca.uhn.fhir.rest.server.exceptions..")
            .because("refusals are values; one translator turns them into HTTP");

    @ArchTest
    static final ArchRule OPERATIONS_ARE_NAMED =
            classes().that().implement(FhirOperation.class).should().haveSimpleNameEndingWith("Operation");

    @ArchTest
    static final ArchRule ONLY_WORKFLOW_SETS_TASK_STATE = noClasses()
            .that()
            .resideOutsideOfPackages("health.consilium.workflow..")
            .should()
            .callMethod(org.hl7.fhir.r4.model.Task.class, "setStatus", org.hl7.fhir.r4.model.Task.TaskStatus.class)
            .orShould()
            .callMethod(
                    org.hl7.fhir.r4.model.Task.class, "setBusinessStatus", org.hl7.fhir.r4.model.CodeableConcept.class)
            .because("the workflow module is the only writer of Task state");

    /** docs/adr/0017-stations-use-access.md */
    @ArchTest
    static final ArchRule GRANTS_ARE_OPENED_IN_FEW_PLACES = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "health.consilium.access..",
                    "health.consilium.workflow..",
                    "health.consilium.packaging..",
                    "health.consilium.delivery..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Grants.class)
            .because("a station asks what a caller may see; who lets somebody see it should be easy to find");

    @ArchTest
    static final ArchRule NO_CYCLES_BETWEEN_MODULES =
            slices().matching("health.consilium.(*)..").should().beFreeOfCycles();
}
