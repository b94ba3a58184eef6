package health.consilium.packaging;

import health.consilium.fhir.Refusal;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $package} is asked for.
 *
 * @param centre the centre that is to read it, such as {@code Organization/1}; empty for the delivered opinion
 * @param format form of the result
 * @param sign whether to sign the document
 * @param preview whether to show it only
 */
record PackageRequest(Optional<String> centre, Format format, boolean sign, boolean preview) {

    /** Codes of {@code CodeSystem/package-format}. */
    enum Format {
        FHIR_DOCUMENT("fhir-document"),
        MHD("mhd"),
        XDM("xdm");

        private final String code;

        Format(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    static PackageRequest of(Reference centre, CodeType format, BooleanType sign, BooleanType preview) {
        return new PackageRequest(
                Optional.ofNullable(centre).map(given -> organization(given, "centre")),
                format(format),
                sign == null || sign.booleanValue(),
                preview != null && preview.booleanValue());
    }

    static String organization(Reference reference, String parameter) {
        IdType id = new IdType(String.valueOf(reference.getReference()));
        if (!"Organization".equals(id.getResourceType()) || !id.hasIdPart()) {
            throw Refusal.badRequest(
                            "malformed",
                            "The parameter " + parameter + " is a reference such as Organization/1.",
                            parameter)
                    .asException();
        }
        return id.toUnqualifiedVersionless().getValue();
    }

    private static Format format(CodeType format) {
        if (format == null) {
            return Format.FHIR_DOCUMENT;
        }
        return Arrays.stream(Format.values())
                .filter(known -> known.code().equals(format.getValue()))
                .findFirst()
                .orElseThrow(() -> Refusal.unprocessable(
                                "unknown-code",
                                "The parameter format is one of "
                                        + Arrays.stream(Format.values())
                                                .map(Format::code)
                                                .collect(Collectors.joining(", "))
                                        + ".",
                                "format")
                        .asException());
    }
}
