package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.util.FhirTerser;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.UriType;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Makes the CapabilityStatement: what HAPI knows of its bindings, and the profiles and security that it does not. */
@Component
class Capabilities {

    private static final String SMART_SERVICE = "http://terminology.hl7.org/CodeSystem/restful-security-service";
    private static final String OAUTH_URIS = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";

    /** HAPI would read every profile of R4 to name those that are not R4's; {@link #complete} names ours. */
    private static final IValidationSupport NO_PROFILES = FhirContext::forR4Cached;

    private final IFhirSystemDao<?, ?> systemDao;
    private final JpaStorageSettings storageSettings;
    private final ISearchParamRegistry searchParameters;
    private final FhirPackage fhirPackage;
    private final FhirSettings settings;
    private final Optional<BuildProperties> build;

    Capabilities(
            IFhirSystemDao<?, ?> systemDao,
            JpaStorageSettings storageSettings,
            ISearchParamRegistry searchParameters,
            FhirPackage fhirPackage,
            FhirSettings settings,
            Optional<BuildProperties> build) {
        this.systemDao = systemDao;
        this.storageSettings = storageSettings;
        this.searchParameters = searchParameters;
        this.fhirPackage = fhirPackage;
        this.settings = settings;
        this.build = build;
    }

    JpaCapabilityStatementProvider of(RestfulServer server) {
        JpaCapabilityStatementProvider provider =
                new JpaCapabilityStatementProvider(server, systemDao, storageSettings, searchParameters, NO_PROFILES) {
                    @Override
                    protected void postProcess(FhirTerser terser, IBaseConformance statement) {
                        super.postProcess(terser, statement);
                        complete((CapabilityStatement) statement);
                    }
                };
        provider.setPublisher("Consilium");
        // How many patients there are is nobody's business.
        provider.setIncludeResourceCounts(false);
        provider.setImplementationDescription(
                "Consilium: the way of an oncology case to a specialist's written second opinion and back");
        return provider;
    }

    private void complete(CapabilityStatement statement) {
        // HAPI would name its own version.
        statement
                .getSoftware()
                .setVersion(build.map(BuildProperties::getVersion).orElse(null));
        statement.addImplementationGuide(FhirPackage.CANONICAL + "/ImplementationGuide/health.consilium.fhir");
        Map<String, Set<String>> profiles = profilesByType();
        for (CapabilityStatement.CapabilityStatementRestComponent rest : statement.getRest()) {
            rest.setSecurity(security());
            tellOfBatches(rest);
            rest.getResource().forEach(resource -> {
                resource.getSupportedProfile().clear();
                profiles.getOrDefault(resource.getType(), Set.of()).forEach(resource::addSupportedProfile);
                tellOfHistory(resource);
            });
        }
    }

    /** The same endpoint takes both; HAPI names one. */
    private static void tellOfBatches(CapabilityStatement.CapabilityStatementRestComponent rest) {
        if (rest.getInteraction().stream()
                .noneMatch(interaction -> interaction.getCode() == SystemRestfulInteraction.BATCH)) {
            rest.addInteraction().setCode(SystemRestfulInteraction.BATCH);
        }
    }

    /** Neither patients nor partners read how a resource came to be what it is. */
    private static void tellOfHistory(CapabilityStatementRestResourceComponent resource) {
        resource.getInteraction().removeIf(interaction -> interaction.getCode() == TypeRestfulInteraction.HISTORYTYPE);
        boolean open = ResourceTypes.CONFORMANCE.contains(resource.getType())
                || ResourceTypes.DIRECTORY.contains(resource.getType());
        if (!open) {
            resource.getInteraction().stream()
                    .filter(interaction -> interaction.getCode() == TypeRestfulInteraction.HISTORYINSTANCE)
                    .forEach(interaction -> interaction.setDocumentation("For the coordination desk alone."));
        }
    }

    private Map<String, Set<String>> profilesByType() {
        Map<String, Set<String>> profiles = new TreeMap<>();
        fhirPackage.resources(StructureDefinition.class).stream()
                .filter(definition -> definition.getKind() == StructureDefinition.StructureDefinitionKind.RESOURCE)
                .forEach(definition -> profiles.computeIfAbsent(definition.getType(), type -> new TreeSet<>())
                        .add(definition.getUrl()));
        return profiles;
    }

    /** SMART App Launch 2.2, https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html */
    private CapabilityStatement.CapabilityStatementRestSecurityComponent security() {
        String origin = settings.base().replaceAll("/fhir$", "");
        Extension uris = new Extension(OAUTH_URIS);
        uris.addExtension("authorize", new UriType(origin + "/oauth2/authorize"));
        uris.addExtension("token", new UriType(origin + "/oauth2/token"));
        uris.addExtension("introspect", new UriType(origin + "/oauth2/introspect"));
        uris.addExtension("revoke", new UriType(origin + "/oauth2/revoke"));
        CapabilityStatement.CapabilityStatementRestSecurityComponent security =
                new CapabilityStatement.CapabilityStatementRestSecurityComponent();
        security.addService(new CodeableConcept(new Coding(SMART_SERVICE, "SMART-on-FHIR", "SMART-on-FHIR")));
        security.setDescription("Every request carries a bearer token; see .well-known/smart-configuration");
        security.addExtension(uris);
        return security;
    }
}
