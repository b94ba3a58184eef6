package health.consilium.centres.rules;

import health.consilium.terminology.rules.CentreOverride;
import health.consilium.terminology.rules.ServiceAsks;
import health.consilium.terminology.rules.Strength;
import health.consilium.terminology.rules.Systems;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.PrimitiveType;

/** Reads what a HealthcareService asks differently than the checklists. What cannot be read asks nothing. */
public final class AsksReader {

    public static final String ASK = Systems.extension("centre-ask");
    public static final String IMAGES_LATER = Systems.extension("images-later");
    private static final String CASE_VOLUME = Systems.extension("case-volume");

    private AsksReader() {}

    public static ServiceAsks read(HealthcareService service) {
        return new ServiceAsks(
                tumourTypes(service),
                service.getExtensionsByUrl(ASK).stream()
                        .flatMap(ask -> override(ask).stream())
                        .toList(),
                service.getExtensionsByUrl(IMAGES_LATER).stream()
                        .flatMap(later -> text(later).stream())
                        .findFirst());
    }

    private static Set<String> tumourTypes(HealthcareService service) {
        return service.getExtensionsByUrl(CASE_VOLUME).stream()
                .filter(volume -> part(volume, "perYear", IntegerType.class)
                        .filter(count -> count.hasValue() && count.getValue() > 0)
                        .isPresent())
                .flatMap(volume -> part(volume, "tumourType", CodeableConcept.class).stream())
                .flatMap(type -> Codings.codes(type, Systems.TUMOUR_TYPE).stream())
                .collect(Collectors.toSet());
    }

    static Optional<CentreOverride> override(Extension ask) {
        return item(ask).filter(item -> item.indexOf('.') > 0).flatMap(item -> why(ask).map(why -> new CentreOverride(
                item,
                flag(ask, "everyTumourType").orElse(false),
                strength(ask),
                flag(ask, "blocking"),
                maxAge(ask),
                why)));
    }

    static Optional<String> item(Extension ask) {
        return part(ask, "requirement", Coding.class)
                .filter(coding -> Systems.CHECKLIST_ITEM.equals(coding.getSystem()) && coding.hasCode())
                .map(Coding::getCode);
    }

    static Optional<String> why(Extension ask) {
        return Optional.ofNullable(ask.getExtensionByUrl("why")).flatMap(AsksReader::text);
    }

    static Optional<String> text(Extension extension) {
        return extension.getValue() instanceof PrimitiveType<?> text
                ? Optional.ofNullable(text.getValueAsString()).filter(words -> !words.isBlank())
                : Optional.empty();
    }

    private static Optional<Strength> strength(Extension ask) {
        return Optional.ofNullable(ask.getExtensionByUrl("strength"))
                .flatMap(AsksReader::text)
                .flatMap(code -> Stream.of(Strength.REQUIRED, Strength.RECOMMENDED)
                        .filter(strength -> strength.code().equals(code.toLowerCase(Locale.ROOT)))
                        .findFirst());
    }

    private static Optional<Boolean> flag(Extension ask, String name) {
        return part(ask, name, BooleanType.class).map(BooleanType::getValue);
    }

    private static OptionalInt maxAge(Extension ask) {
        return part(ask, "maxAgeDays", IntegerType.class)
                .map(IntegerType::getValue)
                .filter(days -> days > 0 && days <= CentreOverride.GREATEST_AGE)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private static <T> Optional<T> part(Extension extension, String name, Class<T> type) {
        return Optional.ofNullable(extension.getExtensionByUrl(name))
                .map(Extension::getValue)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
