package health.consilium.turnaround;

import health.consilium.fhir.FhirStore;
import health.consilium.turnaround.rules.Closures;
import health.consilium.turnaround.rules.Place;
import health.consilium.workflow.WorkflowSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Where and when the owner of a Task works: by the address, the time zone that the resource or its address states, and closures. */
@Component
class Places {

    static final String TIMEZONE = "http://hl7.org/fhir/StructureDefinition/timezone";

    private final FhirStore store;
    private final WorkflowSettings settings;
    private final Published published;

    Places(FhirStore store, WorkflowSettings settings, Published published) {
        this.store = store;
        this.settings = settings;
        this.published = published;
    }

    /** By what time is reckoned that begins now for this owner. */
    Reckoning reckoning(Reference owner, boolean business, Instant now) {
        return known(new Reckoning(of(owner), business, Closures.NONE), owner, now);
    }

    /** The same with the closures that are known now. */
    Reckoning known(Reckoning by, Reference owner, Instant now) {
        if (!by.business()) {
            return by;
        }
        String party =
                owner == null || !owner.hasReference() ? settings.coordinationDeskReference() : owner.getReference();
        LocalDate today = now.atZone(by.place().zoneOrUsual()).toLocalDate();
        return new Reckoning(by.place(), true, published.closures(party, today));
    }

    /** Of the owner; work that nobody has taken yet runs by the calendar of the coordination desk, which waits for it. */
    Place of(Reference owner) {
        String reference = owner == null || !owner.hasReference() ? null : owner.getReference();
        return Optional.ofNullable(reference)
                .flatMap(store::find)
                .map(Places::of)
                .filter(place -> place.country().isPresent() || place.zone().isPresent())
                .orElseGet(() -> reference == null || reference.startsWith("Practitioner") ? desk() : Place.UNKNOWN);
    }

    Place desk() {
        return store.find(settings.coordinationDeskReference()).map(Places::of).orElse(Place.UNKNOWN);
    }

    private static Place of(Resource party) {
        if (party instanceof Organization organization) {
            return of(organization, organization.getAddress());
        }
        if (party instanceof Patient patient) {
            return of(patient, patient.getAddress());
        }
        return party instanceof Practitioner practitioner ? of(practitioner, practitioner.getAddress()) : Place.UNKNOWN;
    }

    private static Place of(DomainResource party, List<Address> addresses) {
        Address address =
                addresses.stream().filter(Address::hasCountry).findFirst().orElseGet(Address::new);
        String zone = Optional.ofNullable(party.getExtensionByUrl(TIMEZONE))
                .or(() -> Optional.ofNullable(address.getExtensionByUrl(TIMEZONE)))
                .map(Extension::getValue)
                .map(value -> value.primitiveValue())
                .orElse(null);
        return Place.of(address.getCountry(), address.getState(), zone);
    }
}
