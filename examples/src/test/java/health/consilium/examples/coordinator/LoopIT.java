package health.consilium.examples.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients of all sides, run from the command line against the built server. Each test sends a case of its own. */
@Execution(ExecutionMode.CONCURRENT)
class LoopIT {

    private static final String PASSWORD = "consilium-demo";

    @TempDir
    static Path directory;

    private static DemoServer server;
    private static String origin;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = DemoServer.start(directory);
        origin = server.origin();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nsclc", "hcc"})
    void aCaseGoesFromTheHospitalToTheCentreAndTheOpinionToThePatient(String example, @TempDir Path out)
            throws IOException, InterruptedException {
        String story = Command.script(origin, "run-loop.sh", example, origin)
                .with("OUT", out.toString())
                .run()
                .succeeded();

        assertThat(story).contains("completed, report-submitted").contains("in-progress, follow-up");
        assertThat(files(out.resolve(example).resolve("pulled"), ".en."))
                .as("records in English")
                .hasSize(expected(example).path("records").asInt());
        theOpinionIs(example, out.resolve(example));
    }

    /** What the patient has saved is what the centre and the translator have made. */
    private static void theOpinionIs(String example, Path saved) throws IOException {
        JsonNode translation = expected(example).path("opinion").path("translation");
        Path report = file(example, "opinion/report.pdf");
        Path translated = file(example, translation.path("file").asText());
        assertThat(saved.resolve("opinion.pdf")).hasSameBinaryContentAs(report);
        assertThat(saved.resolve("opinion-" + translation.path("language").asText() + ".pdf"))
                .hasSameBinaryContentAs(translated);

        Bundle handedOn = bundle(saved.resolve("opinion-package.json"));
        assertThat(handedOn.getType()).isEqualTo(Bundle.BundleType.DOCUMENT);
        assertThat(all(handedOn, Composition.class).get(0).getSection())
                .as("an answer to each question")
                .hasSize(expected(example).path("clinicalQuestions").asInt());
        assertThat(all(handedOn, Binary.class))
                .extracting(Binary::getData)
                .containsExactlyInAnyOrder(Files.readAllBytes(report), Files.readAllBytes(translated));
    }

    @Test
    void noOtherCentrePullsAndThePatientReadsNothingBeforeDelivery(@TempDir Path out)
            throws IOException, InterruptedException {
        String order = send("breast");
        String referral = refer("breast", order);

        assertThat(pull("centre-mumbai", referral, out.resolve("mumbai")).failed())
                .contains("HTTP 404");
        assertThat(pull("centre-heidelberg", referral, out.resolve("heidelberg"))
                        .succeeded())
                .contains("question 1: ");
        assertThat(out.resolve("mumbai")).doesNotExist();

        centre("centre-heidelberg", "accept", referral);
        assertThat(centre("centre-heidelberg", "ask", referral, "The date of the last mammogram"))
                .contains("on-hold, awaiting-information");
        centre("centre-heidelberg", "start", referral);
        assertThat(centre(
                        "centre-heidelberg",
                        "report",
                        referral,
                        file("breast", "opinion/report.json").toString()))
                .contains("completed, report-submitted");

        Caller patient = Caller.patient(origin, "patient-1", PASSWORD);
        Caller desk = Caller.staff(origin, "coordinator", PASSWORD);
        List<Reference> opinion = desk.read(Task.class, new Reference(referral)).getOutput().stream()
                .map(output -> (Reference) output.getValue())
                .toList();
        Reference composition = of("Composition", opinion);
        Reference document = of("DocumentReference", opinion);
        String pdf = desk.read(DocumentReference.class, document)
                .getContentFirstRep()
                .getAttachment()
                .getUrl();
        assertThat(desk.bytes(pdf)).isEqualTo(Files.readAllBytes(file("breast", "opinion/report.pdf")));

        assertThat(read("breast", order, out).failed()).contains("No opinion is delivered yet");
        assertThatThrownBy(() -> patient.read(Composition.class, composition))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> patient.read(DocumentReference.class, document))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> patient.bytes(pdf)).hasMessageContaining("HTTP 404");

        Command.coordinator(origin, "deliver", folder("breast"), order).run().succeeded();

        assertThat(patient.read(Composition.class, composition).getSection()).hasSize(3);
        assertThat(patient.read(DocumentReference.class, document).hasContent()).isTrue();
        assertThat(patient.bytes(pdf)).isEqualTo(desk.bytes(pdf));
        assertThat(read("breast", order, out).succeeded()).isEmpty();
        theOpinionIs("breast", out);
    }

    @Test
    void theHospitalSuppliesWhatItIsAskedForAndACentreThatDeclinesReadsNoMore(@TempDir Path out)
            throws IOException, InterruptedException {
        String order = send("nsclc");
        Command.coordinator(origin, "offer", folder("nsclc"), order).run().succeeded();
        String root = hospital("status", order).replaceAll("(?s).*(Task/\\S+) case: .*", "$1");
        String asked = hospital("tasks")
                .lines()
                .filter(line -> line.contains("collect-record"))
                .map(line -> line.split("\t")[0])
                .filter(task -> isPartOf(task, root))
                .findFirst()
                .orElseThrow();

        String answer = hospital(
                "supply",
                asked,
                file("nsclc", "records/referral-letter.en.pdf").toString(),
                "--type",
                "57133-1",
                "--language",
                "en",
                "--title",
                "Referral letter, signed");

        assertThat(answer).contains(asked + ": completed");
        String document = answer.lines().reduce((first, last) -> last).orElseThrow();
        Caller desk = Caller.staff(origin, "coordinator", PASSWORD);
        DocumentReference stored = desk.read(DocumentReference.class, new Reference(document));
        assertThat(desk.bytes(stored.getContentFirstRep().getAttachment().getUrl()))
                .isEqualTo(Files.readAllBytes(file("nsclc", "records/referral-letter.en.pdf")));
        assertThat(hospital("status", order)).contains("in-progress, records-review");
        assertThat(hospital("tasks")).doesNotContain(asked + "\t");

        String referral = refer("nsclc", order);
        pull("centre-houston", referral, out).succeeded();
        assertThat(files(out, "Referral-letter-signed")).hasSize(1);
        assertThat(centre("centre-houston", "worklist")).contains(referral);

        assertThat(centre("centre-houston", "decline", referral, "No capacity this month"))
                .contains("rejected, declined");

        assertThat(pull("centre-houston", referral, out).failed()).contains("HTTP 404");
        assertThat(centre("centre-houston", "worklist")).doesNotContain(referral);
        assertThat(hospital("status", order)).contains("in-progress, matching");
    }

    @Test
    void aCaseSentAgainChangesNothing() throws IOException, InterruptedException {
        String order = order("hcc");
        String first = hospital("send", folder("hcc"), "--fresh-on", "today", "--order", order);
        String second = hospital("send", folder("hcc"), "--fresh-on", "today", "--order", order);

        assertThat(first).containsPattern(" [1-9]\\d+ new");
        assertThat(second).contains(" 0 new");
        assertThat(second.lines().skip(1).toList())
                .isEqualTo(first.lines().skip(1).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"breast", "nsclc", "hcc"})
    void aCaseWhoseDatesAreMovedIsAsFreshYearsLater(String example) throws IOException, InterruptedException {
        String written = hospital("check", folder(example), "--as-of", "2026-11-20");
        String moved = hospital("check", folder(example), "--as-of", "2031-03-01", "--fresh-on", "2031-03-01");
        String left = hospital("check", folder(example), "--as-of", "2031-03-01");

        assertThat(moved).isEqualTo(written).doesNotContain("stale");
        assertThat(left).contains("stale\t" + example + ".clin.referral");
    }

    @Test
    void secretAndTokenAreNotOnTheCommandLine(@TempDir Path folder) throws IOException, InterruptedException {
        Path calls = folder.resolve("calls");
        for (String tool : List.of("curl", "jq")) {
            Path wrapper = folder.resolve(tool);
            Files.writeString(
                    wrapper,
                    "#!/bin/sh\nprintf '%s\\n' \"" + tool + " $*\" >> '" + calls
                            + "'\nPATH=${PATH#*:}; export PATH; exec " + tool + " \"$@\"\n");
            Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
        }

        Command.hospital(origin, "tasks")
                .with("PATH", folder + ":" + System.getenv("PATH"))
                .run()
                .succeeded();

        assertThat(Files.readString(calls))
                .contains("curl ", "/oauth2/token", "/fhir/Task", "jq ")
                .doesNotContain("demo-secret")
                .doesNotContainPattern("(Bearer|Basic) [\\w-]");
    }

    @Test
    void whatGoesWrongIsSaidInWords() throws IOException, InterruptedException {
        assertThat(Command.hospital(origin, "tasks")
                        .with("CLIENT_SECRET", "wrong")
                        .run()
                        .failed())
                .contains("no token for hospital-nairobi (HTTP 401)");
        assertThat(Command.hospital("http://localhost:1", "tasks")
                        .with("RETRIES", "1")
                        .run()
                        .failed())
                .contains("no answer from http://localhost:1; does the server run there?");
        assertThat(Command.hospital(origin, "status", "ONC/0").run().failed())
                .contains("no case with order number ONC/0");
        assertThat(Command.centre(origin, "centre-seoul", "accept", "nothing")
                        .run()
                        .failed())
                .contains("HTTP 404");
        assertThat(Command.coordinator(origin, "refer", folder("hcc"), "ONC/0")
                        .run()
                        .failed())
                .contains("There is no case with order number ONC/0");
        assertThat(Command.coordinator(origin, "refer", folder("hcc"), "ONC/0")
                        .with("CONSILIUM_PASSWORD", "wrong")
                        .run()
                        .failed())
                .contains("coordinator is not let in");
    }

    private static String order(String example) throws IOException {
        return expected(example).path("order").path("value").asText() + "/" + UUID.randomUUID();
    }

    private static JsonNode expected(String example) throws IOException {
        return new ObjectMapper().readTree(file(example, "expected.json").toFile());
    }

    private static String send(String example) throws IOException, InterruptedException {
        String order = order(example);
        hospital("send", folder(example), "--fresh-on", "today", "--order", order);
        return order;
    }

    private static String refer(String example, String order) throws IOException, InterruptedException {
        return Command.coordinator(origin, "refer", folder(example), order)
                .run()
                .succeeded()
                .trim();
    }

    private static Command.Result read(String example, String order, Path out)
            throws IOException, InterruptedException {
        return Command.coordinator(origin, "read", folder(example), order, out.toString())
                .run();
    }

    private static Command.Result pull(String centre, String referral, Path out)
            throws IOException, InterruptedException {
        return Command.centre(origin, centre, "pull", referral, out.toString()).run();
    }

    private static String hospital(String... arguments) throws IOException, InterruptedException {
        return Command.hospital(origin, arguments).run().succeeded();
    }

    private static String centre(String centre, String... arguments) throws IOException, InterruptedException {
        return Command.centre(origin, centre, arguments).run().succeeded();
    }

    private static boolean isPartOf(String task, String root) {
        try {
            return Caller.staff(origin, "coordinator", PASSWORD)
                    .read(Task.class, new Reference(task))
                    .getPartOfFirstRep()
                    .getReference()
                    .equals(root);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reference of(String type, List<Reference> references) {
        return references.stream()
                .filter(reference -> reference.getReference().startsWith(type + "/"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> files(Path folder, String named) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(named))
                    .toList();
        }
    }

    private static Bundle bundle(Path file) throws IOException {
        return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, Files.readString(file));
    }

    private static <T> List<T> all(Bundle bundle, Class<T> type) {
        return bundle.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static String folder(String example) {
        return "cases/" + example;
    }

    private static Path file(String example, String name) {
        return Path.of("cases").resolve(example).resolve(name);
    }
}
