package health.consilium.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.consilium.access.Signatures;
import health.consilium.fhir.FhirPackage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueMitigationComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Signature;
import org.springframework.stereotype.Component;

/**
 * Signs what a coordinator waived, so that everybody who reads it can prove which item of which case was waived, by whom, when
 * and why. The signature stands in the mitigation that waives, extension {@code waiver-signature}.
 */
@Component
public class Waivers {

    public static final String SIGNATURE = FhirPackage.CANONICAL + "/StructureDefinition/waiver-signature";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Signatures signatures;

    Waivers(Signatures signatures) {
        this.signatures = signatures;
    }

    /** In the name of its author, who is signed in. A signature that it brings along is replaced. */
    public void sign(DetectedIssue gap, DetectedIssueMitigationComponent waiver, Date now) {
        waiver.removeExtension(SIGNATURE);
        Signature signature = new Signature();
        signature.addType(new Coding("urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.1", "Author's Signature"));
        signature.setWhen(now);
        signature.setWho(waiver.getAuthor().copy());
        signature.setTargetFormat("application/json;canonicalization=https://www.rfc-editor.org/rfc/rfc8785");
        signature.setSigFormat("application/jose");
        signature.setData(signatures.sign(statement(gap, waiver, signature)).getBytes(StandardCharsets.US_ASCII));
        waiver.addExtension(new Extension(SIGNATURE, signature));
    }

    /** Whether it says now what its author signed then. */
    public boolean isSigned(DetectedIssue gap, DetectedIssueMitigationComponent waiver) {
        Extension extension = waiver.getExtensionByUrl(SIGNATURE);
        return extension != null
                && extension.getValue() instanceof Signature signature
                && signature.hasData()
                && signatures.verifies(
                        new String(signature.getData(), StandardCharsets.US_ASCII), statement(gap, waiver, signature));
    }

    private static String statement(DetectedIssue gap, DetectedIssueMitigationComponent waiver, Signature signature) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "gap", String.valueOf(gap.getIdentifierFirstRep().getValue()),
                    "reason", String.valueOf(waiver.getAction().getText()),
                    "waivedBy", String.valueOf(waiver.getAuthor().getReference()),
                    "signedAt", String.valueOf(signature.getWhenElement().getValueAsString())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings can always be written", e);
        }
    }
}
