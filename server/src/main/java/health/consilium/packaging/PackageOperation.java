package health.consilium.packaging;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirSettings;
import jakarta.servlet.http.HttpServletResponse;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** {@code POST ServiceRequest/[id]/$package}: one frozen document of a case for a centre, or of the delivered opinion. */
@Component
class PackageOperation implements FhirOperation {

    private final Packaging packaging;
    private final FhirSettings settings;

    PackageOperation(Packaging packaging, FhirSettings settings) {
        this.packaging = packaging;
        this.settings = settings;
    }

    @Operation(
            name = "$package",
            typeName = "ServiceRequest",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/package")
    public IBaseResource pack(
            @IdParam IIdType caseId,
            @OperationParam(name = "centre", max = 1) Reference centre,
            @OperationParam(name = "format", max = 1) CodeType format,
            @OperationParam(name = "sign", max = 1) BooleanType sign,
            @OperationParam(name = "preview", max = 1) BooleanType preview,
            HttpServletResponse response) {
        Packaging.Packed packed = packaging.pack(caseId.getIdPart(), PackageRequest.of(centre, format, sign, preview));
        packed.frozen()
                .ifPresent(frozen -> response.setHeader(
                        "Content-Location",
                        settings.base() + "/DocumentReference/"
                                + frozen.getIdElement().getIdPart()));
        return packed.body();
    }
}
