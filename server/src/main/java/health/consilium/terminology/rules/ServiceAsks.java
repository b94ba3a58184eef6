package health.consilium.terminology.rules;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one review service of a centre asks differently than the checklists.
 *
 * @param tumourTypes those that it states a volume for
 * @param overrides each about something else
 * @param imagesLater why the images themselves are not wanted at first contact; empty when they are
 */
public record ServiceAsks(Set<String> tumourTypes, List<CentreOverride> overrides, Optional<String> imagesLater) {
    public ServiceAsks {
        tumourTypes = Set.copyOf(tumourTypes);
        overrides = List.copyOf(overrides);
    }

    /** What is said of the item itself stands above what is said of it for every tumour type, and that above the images. */
    Optional<CentreOverride> on(ChecklistItem item) {
        return Stream.concat(said(item, false), said(item, true))
                .findFirst()
                .or(() -> imagesLater.filter(why -> isOfImages(item)).map(why -> withoutImages(item, why)))
                .filter(override -> !override.loosens(item) || !item.isOwedToThePatient());
    }

    private Stream<CentreOverride> said(ChecklistItem item, boolean everyTumourType) {
        return overrides.stream()
                .filter(override -> override.everyTumourType() == everyTumourType && override.isAbout(item.id()));
    }

    private static boolean isOfImages(ChecklistItem item) {
        return item.acceptance() instanceof Acceptance.Imaging || item.acceptance() instanceof Acceptance.DicomSet;
    }

    private static CentreOverride withoutImages(ChecklistItem item, String why) {
        return new CentreOverride(
                item.id(), false, Optional.of(Strength.RECOMMENDED), Optional.of(false), OptionalInt.empty(), why);
    }
}
