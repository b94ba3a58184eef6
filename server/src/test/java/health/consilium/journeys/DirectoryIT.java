package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.ProfileValidator;
import health.consilium.support.Api;
import health.consilium.support.ServerTest;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class DirectoryIT {

    @Autowired
    ProfileValidator validator;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Organization?type=prov",
                "HealthcareService",
                "PractitionerRole",
                "Practitioner",
                "Endpoint",
                "MeasureReport"
            })
    void whatTheDemoDirectoryHoldsMeetsItsProfiles(String query) {
        List<Resource> held = Api.person("coordinator")
                .search(query + (query.contains("?") ? "&" : "?") + "_count=100")
                .getEntry()
                .stream()
                .map(BundleEntryComponent::getResource)
                .toList();

        assertThat(held).hasSizeGreaterThanOrEqualTo(5);
        held.forEach(resource -> assertThat(validator.errors(resource))
                .as(resource.fhirType() + "/" + resource.getIdElement().getIdPart())
                .isEmpty());
    }

    @Test
    void everyCallerReadsTheDirectoryAndTheDeskAndTheAdministratorKeepIt() {
        Bundle found = Api.system("hospital-nairobi")
                .search(
                        "HealthcareService?organization=Organization/centre-seoul&_include=HealthcareService:organization");
        assertThat(found.getEntry()).hasSize(2);

        HealthcareService service = new HealthcareService();
        service.setActive(false).setName("Closed service");
        service.setProvidedBy(new Reference("Organization/centre-seoul"));
        assertThat(Api.person("admin").post(service).status()).isEqualTo(201);
        assertThat(Api.system("centre-seoul").post(service).status()).isEqualTo(403);
        assertThat(Api.system("hospital-nairobi")
                        .post(new Organization().setName("Ours"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aServiceThatClaimsTheProfileMustMeetIt() {
        HealthcareService service = new HealthcareService();
        service.getMeta().addProfile("https://w3id.org/consilium/fhir/StructureDefinition/review-service");
        service.setActive(true).setName("No languages, no mode");
        service.setProvidedBy(new Reference("Organization/centre-seoul"));

        Api.Response refused = Api.person("admin").post(service);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("invalid-profile");
        assertThat(refused.message()).contains("communication", "deliveryMode");
    }
}
