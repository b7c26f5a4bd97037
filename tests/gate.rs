//! Commits that make a text worse are stopped, others pass: with the real git and, where it is installed, the real
//! pre-commit program.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A text with old defects that no edit here is to blame for.
const OLD: &str = "The talks about Libya ended on Monday.\n\nThey will recieve the letter, because everyone beleive it.\n";

/// A paragraph that the gate stops.
const LIVIA: &str = "\nThe troops of Livia were in Livia again, said the minister of Livia.\n";

struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().expect("a folder"));
        repository.git(&["init", "-q", "-b", "main", "."]);
        repository
    }

    /// One with a first commit of the old text.
    fn with_old_text() -> Self {
        let repository = Self::new();
        repository.write("note.txt", OLD);
        repository.commit("first");
        repository
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("below")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null());
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        let program = Path::new(env!("CARGO_BIN_EXE_mtlint")).parent().expect("in a folder");
        let path = std::env::join_paths([program.to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())));
        command
            .env("PATH", path.expect("no colon in it"))
            .env("HOME", self.0.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("PRE_COMMIT_HOME", self.path(".cache-pc"));
        for (name, value) in [("NAME", "Ann"), ("EMAIL", "ann@example.org")] {
            command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
        }
        command
    }

    fn try_git(&self, arguments: &[&str]) -> Output {
        self.command("git", arguments).output().expect("git runs")
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = self.try_git(arguments);
        assert!(output.status.success(), "git {arguments:?}: {}", text(&output));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Commits everything, whatever a hook says.
    fn commit(&self, message: &str) {
        self.git(&["add", "-A", "."]);
        self.git(&["commit", "-q", "--no-verify", "-m", message]);
    }

    fn check(&self, arguments: &[&str]) -> Output {
        self.command(env!("CARGO_BIN_EXE_mtlint"), &[&["check"], arguments].concat()).output().expect("mtlint runs")
    }

    /// The places of what is stopped, by `path:line`.
    fn stopped(&self, arguments: &[&str]) -> Vec<String> {
        let output = self.check(arguments);
        let told = String::from_utf8(output.stdout.clone()).expect("UTF-8");
        let places: Vec<String> = told
            .lines()
            .filter(|line| !line.starts_with(' ') && line.contains(" %"))
            .map(|line| line.rsplitn(2, "  major").last().unwrap_or(line).rsplit_once(':').map_or(line, |(place, _)| place).to_owned())
            .collect();
        let code = output.status.code();
        assert_eq!(code, Some(i32::from(!places.is_empty())), "{}", text(&output));
        places
    }
}

fn text(output: &Output) -> String {
    [String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)].concat()
}

#[test]
fn only_what_an_edit_adds_is_stopped_with_place_reason_and_remedy() {
    let repository = Repository::with_old_text();
    assert_eq!(repository.stopped(&["--staged"]), [""; 0], "nothing is staged");
    repository.write("note.txt", &OLD.replace("Monday", "Tuesday"));
    repository.git(&["add", "."]);
    assert_eq!(repository.stopped(&["--staged"]), [""; 0], "old defects of another paragraph");
    repository.write("note.txt", &format!("{OLD}{LIVIA}"));
    repository.git(&["add", "."]);
    let output = repository.check(&["--staged"]);
    let told = text(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(told.starts_with("note.txt:5:") && told.contains("why:   ") && told.contains("write: Libya"), "{told}");
    assert!(told.contains("gate: 1 new finding at or above major, 60 %\n  remedy: "), "{told}");
}

#[test]
fn the_index_is_judged_and_not_the_work_tree() {
    let repository = Repository::with_old_text();
    repository.write("note.txt", &format!("{OLD}{LIVIA}"));
    assert_eq!(repository.stopped(&["--staged"]), [""; 0], "it is not staged");
    repository.git(&["add", "."]);
    repository.write("note.txt", OLD);
    assert_eq!(repository.stopped(&["--staged"]), ["note.txt:5"], "it is staged, though mended in the work tree");
    fs::remove_file(repository.path("note.txt")).expect("removed");
    assert_eq!(repository.stopped(&["--staged"]), ["note.txt:5"]);
}

#[test]
fn what_an_edit_breaks_elsewhere_in_the_document_is_stopped_there() {
    let repository = Repository::new();
    repository.write("mtlint.toml", "[gate]\nseverity = \"minor\"\nconfidence = 0.3\n");
    let old = "Mr Kharchenko spoke first.\n\nThen Mr Kharchenko left, and Kharchenko did not come back.\n";
    repository.write("note.txt", old);
    repository.commit("first");
    repository.write("note.txt", &format!("{old}\nMr Harchenko was asked twice. Harchenko said no, and Mr Harchenko went on. Harchenko smiled.\n"));
    repository.git(&["add", "."]);
    let stopped = repository.stopped(&["--staged"]);
    assert!(!stopped.is_empty(), "a name is spelt in two ways");
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let repository = Repository::new();
    repository.write("note.txt", &format!("{OLD}{LIVIA}"));
    assert_eq!(repository.stopped(&["--staged"]), [""; 0]);
    repository.git(&["add", "."]);
    assert_eq!(repository.stopped(&["--staged"]), ["note.txt:5"]);
}

#[test]
fn names_with_blanks_and_cyrillic_renames_and_deletions_are_followed() {
    let repository = Repository::new();
    repository.write("old texts/Ливия 1.txt", &format!("{OLD}{LIVIA}"));
    repository.write("gone.txt", &format!("{OLD}{LIVIA}"));
    repository.commit("first");
    fs::create_dir(repository.path("new texts")).expect("made");
    repository.git(&["mv", "old texts/Ливия 1.txt", "new texts/Ливия \"2\".txt"]);
    repository.git(&["rm", "-q", "gone.txt"]);
    assert_eq!(repository.stopped(&["--staged"]), [""; 0], "a renamed file brings nothing new");
    repository.write("new texts/Ливия \"2\".txt", &format!("{OLD}{LIVIA}{LIVIA}"));
    repository.git(&["add", "-A"]);
    assert_eq!(repository.stopped(&["--staged"]), ["new texts/Ливия \"2\".txt:7"]);
    let diff = repository.git(&["diff", "--cached"]);
    fs::write(repository.path("edit.diff"), diff + "\n").expect("written");
    assert_eq!(repository.stopped(&["--patch", "edit.diff"]), ["new texts/Ливия \"2\".txt:7"], "git quotes such a name in a diff");
}

#[test]
fn binary_files_links_submodules_and_other_files_are_left_alone() {
    let repository = Repository::with_old_text();
    let module = Repository::with_old_text();
    fs::write(repository.path("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0").expect("written");
    repository.write("code.rs", LIVIA);
    repository.write("ignored.txt", LIVIA);
    repository.write("excluded.txt", LIVIA);
    repository.write(".mtlintignore", "ignored.txt\n");
    repository.write("mtlint.toml", "[files]\nexclude = [\"excluded.txt\"]\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("code.rs", repository.path("link.txt")).expect("linked");
    let from = module.0.path().to_string_lossy().into_owned();
    repository.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &from, "module.txt"]);
    repository.git(&["add", "-A"]);
    assert_eq!(repository.stopped(&["--staged"]), [""; 0]);
}

#[test]
fn a_merge_is_not_blamed_for_what_came_from_one_side() {
    let repository = Repository::with_old_text();
    repository.write("other.txt", "The talks went on.\n");
    repository.commit("second");
    repository.git(&["checkout", "-q", "-b", "side", "HEAD~1"]);
    repository.write("note.txt", &format!("{OLD}{LIVIA}"));
    repository.commit("the side has it");
    repository.git(&["checkout", "-q", "main"]);
    repository.git(&["merge", "-q", "--no-commit", "--no-ff", "side"]);
    assert_eq!(repository.stopped(&["--staged"]), [""; 0]);
    repository.write("other.txt", LIVIA);
    repository.git(&["add", "-A"]);
    assert_eq!(repository.stopped(&["--staged"]), ["other.txt:2"], "what the merge itself adds");
}

#[test]
fn a_branch_is_judged_from_where_it_left() {
    let repository = Repository::with_old_text();
    repository.git(&["checkout", "-q", "-b", "side"]);
    repository.write("note.txt", &format!("{OLD}{LIVIA}"));
    repository.commit("on the side");
    repository.git(&["checkout", "-q", "main"]);
    repository.write("main.txt", "Nothing of ours.\n");
    repository.commit("on main");
    repository.git(&["checkout", "-q", "side"]);
    assert_eq!(repository.stopped(&["--since", "main"]), ["note.txt:5"]);
    assert_eq!(repository.stopped(&["--since", "side"]), [""; 0]);
    let unknown = repository.check(&["--since", "nowhere"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown).contains("git knows no revision \"nowhere\"\n  remedy: "), "{}", text(&unknown));
}

#[test]
fn texts_that_git_does_not_keep_are_told_and_taken_in_on_request() {
    let repository = Repository::with_old_text();
    repository.write("new.txt", LIVIA);
    repository.write("code.rs", LIVIA);
    repository.write("left.txt", LIVIA);
    repository.write(".gitignore", "left.txt\n");
    let output = repository.check(&["--since", "HEAD"]);
    assert_eq!(output.status.code(), Some(0), "as git diff does: {}", text(&output));
    assert!(text(&output).contains("1 text that git does not keep was not judged"), "{}", text(&output));
    repository.git(&["add", "--intent-to-add", "new.txt"]);
    assert_eq!(repository.stopped(&["--since", "HEAD"]), ["new.txt:2"]);
    assert_eq!(repository.stopped(&["--staged"]), [""; 0], "its text is not in the index yet");
}

#[test]
fn a_gate_may_stop_old_defects_of_changed_files() {
    let repository = Repository::new();
    repository.write("mtlint.toml", "[gate]\nnew_only = false\n");
    repository.write("note.txt", &format!("{OLD}{LIVIA}"));
    repository.write("other.txt", LIVIA);
    repository.commit("first");
    assert_eq!(repository.stopped(&["--staged"]), [""; 0], "no file is changed");
    repository.write("note.txt", &format!("{OLD}{LIVIA}").replace("Monday", "Tuesday"));
    repository.git(&["add", "."]);
    assert_eq!(repository.stopped(&["--staged"]), ["note.txt:5"]);
    assert!(text(&repository.check(&["--staged"])).contains("gate: 1 finding at or above"));
}

/// Renderings of one text that agree.
const RENDERINGS: [&str; 3] = [
    "Rescuers moved 340 villagers out of the flooded Beloyar district on Tuesday night. The river Chulma rose by two metres in one day, governor Akhmetov told reporters. Boats carry medicine and bread to the cut-off hamlets.\n",
    "On the night of Tuesday 340 villagers of the Beloyar district were evacuated by rescuers. According to governor Akhmetov, the level of the Chulma river has risen by two metres. The hamlets that are cut off get bread and medicine by boat.\n",
    "Governor Akhmetov said that the river Chulma had risen by two metres in a day. In the flooded Beloyar district rescuers moved 340 villagers on Tuesday night. Boats bring bread and medicine to the hamlets that are cut off.\n",
];

#[test]
fn an_edit_is_judged_among_all_texts_of_the_project() {
    let repository = Repository::new();
    repository.write("mtlint.toml", "[gate]\nseverity = \"minor\"\nconfidence = 0.3\n");
    repository.write("texts/a.txt", RENDERINGS[0]);
    repository.write("texts/b.txt", RENDERINGS[1]);
    repository.write("texts/c.txt", RENDERINGS[2]);
    // Old differences are not what the edit is to blame for.
    repository.write("texts/d.txt", "The troops of Livia were in Livia again, said the minister of Livia.\n");
    repository.commit("first");
    let folder = &["--staged", "--folder"];
    assert_eq!(repository.stopped(folder), [""; 0]);
    repository.write("texts/b.txt", &RENDERINGS[1].replace("340", "430"));
    repository.git(&["add", "."]);
    assert_eq!(repository.stopped(&["--staged"]), [""; 0], "by itself the number is as good as any");
    let output = repository.check(folder);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert!(text(&output).starts_with("texts/b.txt:1:") && text(&output).contains("\"430\" where"), "{}", text(&output));
    assert!(!text(&output).contains("Livia"), "{}", text(&output));
    // The index counts, also of what stands beside.
    for at in [0, 2] {
        repository.write(["texts/a.txt", "", "texts/c.txt"][at], &RENDERINGS[at].replace("340", "430"));
    }
    assert!(text(&repository.check(folder)).starts_with("texts/b.txt:1:"));
    repository.git(&["add", "texts/a.txt"]);
    // What the edit causes in a text that it left alone.
    let output = repository.check(folder);
    assert!(text(&output).starts_with("texts/c.txt:1:") && text(&output).contains("\"340\" where"), "{}", text(&output));
    repository.git(&["add", "."]);
    assert_eq!(repository.stopped(folder), [""; 0], "now all say the same");
    repository.commit("all");
    repository.write("texts/b.txt", RENDERINGS[1]);
    let diff = repository.git(&["diff"]);
    fs::write(repository.path("edit.diff"), diff + "\n").expect("written");
    assert_eq!(repository.check(&["--patch", "edit.diff", "--folder"]).status.code(), Some(1));
    assert_eq!(repository.check(&["--since", "HEAD", "--folder"]).status.code(), Some(1));
}

#[test]
fn a_name_that_the_folder_spells_otherwise_is_stopped_where_the_edit_is_to_blame() {
    let repository = Repository::new();
    repository.write("mtlint.toml", "[gate]\nseverity = \"minor\"\nconfidence = 0.3\n");
    repository.write("a.txt", "It was late when Damir Turabekov came to the bridge. Turabekov left soon.\n");
    repository.write("c.txt", "Nobody else knew of it. Only Damir Turabekov had read the long report.\n");
    repository.commit("first");
    let slip = "The engineer slept. Later Damir Turobekov spoke about the river and the dam.\n";
    repository.write("sub/b.txt", slip);
    repository.git(&["add", "."]);
    assert_eq!(repository.stopped(&["--staged"]), [""; 0], "by itself the name is as good as any");
    let told = text(&repository.check(&["--staged", "--folder"]));
    assert!(told.starts_with("sub/b.txt:1:") && told.contains("write: Turabekov") && told.contains("a.txt and c.txt have it so"), "{told}");
    repository.commit("it stays");
    repository.write("sub/b.txt", &slip.replace("river", "lake"));
    repository.write("d.txt", "The bridge was closed on Monday.\n");
    repository.git(&["add", "."]);
    assert_eq!(repository.stopped(&["--staged", "--folder"]), [""; 0], "it was there before");

    // The other way round: the edit makes the rule, and an old text departs from it.
    let repository = Repository::new();
    repository.write("mtlint.toml", "[gate]\nseverity = \"minor\"\nconfidence = 0.3\n");
    repository.write("sub/b.txt", slip);
    repository.commit("first");
    repository.write("a.txt", "It was late when Damir Turabekov came to the bridge. Turabekov left soon.\n");
    repository.write("c.txt", "Nobody else knew of it. Only Damir Turabekov had read the long report.\n");
    repository.git(&["add", "."]);
    let told = text(&repository.check(&["--staged", "--folder"]));
    assert!(told.starts_with("sub/b.txt:1:"), "{told}");
}

#[test]
fn a_diff_from_a_pipe_is_judged() {
    let repository = Repository::with_old_text();
    repository.write("note.txt", &format!("{OLD}{LIVIA}"));
    let diff = repository.git(&["diff"]) + "\n";
    let piped = |arguments: &[&str], text: &str| {
        let mut check = repository.command(env!("CARGO_BIN_EXE_mtlint"), &[&["check"], arguments].concat());
        let mut child = check.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("mtlint runs");
        child.stdin.take().expect("piped").write_all(text.as_bytes()).expect("read");
        child.wait_with_output().expect("ended")
    };
    for arguments in [["--patch", "-"], ["--diff", "-"]] {
        let output = piped(&arguments, &diff);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output).starts_with("note.txt:5:"), "{}", text(&output));
    }
    assert_eq!(piped(&["--diff", "-"], "").status.code(), Some(0), "nothing changed");
    let shown = piped(&["--diff", "-"], "They came late,because it rained.\n");
    assert!(text(&shown).contains("+They came late, because it rained."), "of a text, what would be mended: {}", text(&shown));
}

#[test]
fn outside_of_a_repository_and_without_git_the_remedy_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let check = |path: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mtlint"));
        command.args(["check", "--staged"]).current_dir(dir.path()).env("GIT_CEILING_DIRECTORIES", dir.path().parent().expect("above"));
        path.map(|path| command.env("PATH", path));
        command.output().expect("mtlint runs")
    };
    let outside = check(None);
    assert_eq!(outside.status.code(), Some(2));
    assert!(text(&outside).contains("this folder is in no git repository\n  remedy: "), "{}", text(&outside));
    let bare = Command::new("git").args(["init", "-q", "--bare", "."]).current_dir(dir.path()).status().expect("git runs");
    assert!(bare.success());
    let bare = check(None);
    assert!(bare.status.code() == Some(2) && text(&bare).contains("in no work tree of its repository\n  remedy: "), "{}", text(&bare));
    let without = check(Some(""));
    assert_eq!(without.status.code(), Some(2));
    assert!(text(&without).contains("cannot run git: there is no such program\n  remedy: "), "{}", text(&without));
}

#[test]
fn suggestions_are_shown_and_put_in_and_nothing_is_staged() {
    let repository = Repository::with_old_text();
    let edited = OLD.replace("Monday.", "Monday,because all agreed.");
    repository.write("note.txt", &edited);
    repository.git(&["add", "."]);
    let shown = repository.check(&["--staged", "--diff"]);
    assert!(
        text(&shown).contains("-The talks about Libya ended on Monday,because") && text(&shown).contains("+The talks about Libya ended on Monday, because"),
        "{}",
        text(&shown)
    );
    assert_eq!(fs::read_to_string(repository.path("note.txt")).expect("there"), edited);
    repository.check(&["--staged", "--fix"]);
    assert_eq!(fs::read_to_string(repository.path("note.txt")).expect("there"), edited.replace(",because", ", because"), "old defects are not touched");
    assert_eq!(repository.git(&["show", ":note.txt"]), edited.trim(), "the index is as it was");
    repository.write("note.txt", &format!("{edited}\nMore, not staged.\n"));
    let refused = repository.check(&["--staged", "--fix"]);
    assert!(text(&refused).contains("note.txt: not mended: the file has changes that are not staged"), "{}", text(&refused));
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn the_hook_that_init_writes_stops_a_commit() {
    let repository = Repository::with_old_text();
    let init = |repository: &Repository| repository.command(env!("CARGO_BIN_EXE_mtlint"), &["init", "--hook"]).output().expect("mtlint runs");
    assert!(init(&repository).status.success());
    let again = init(&repository);
    assert!(text(&again).contains("there is a hook already") && again.status.code() == Some(2), "{}", text(&again));
    repository.write("note.txt", &format!("{OLD}{LIVIA}"));
    let stopped = repository.try_git(&["commit", "-q", "-a", "-m", "adds Livia"]);
    assert!(!stopped.status.success() && text(&stopped).contains("note.txt:5:") && text(&stopped).contains("write: Libya"), "{}", text(&stopped));
    repository.write("note.txt", &OLD.replace("Monday", "Tuesday"));
    repository.git(&["commit", "-q", "-a", "-m", "another paragraph"]);
}

/// The pre-commit program, where it is installed: `.ci/run` installs it.
fn pre_commit() -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/bin/pre-commit");
    if own.is_file() {
        return Some(own);
    }
    let found = Command::new("pre-commit").arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("skipped: the pre-commit program is not installed (pip install pre-commit; .ci/run does it)");
    }
    found.then(|| PathBuf::from("pre-commit"))
}

#[test]
fn the_real_pre_commit_stops_a_commit_and_lets_another_pass() {
    let Some(program) = pre_commit() else { return };
    // The hooks as they are published, but run with the program that was built, not built anew.
    let hooks = Repository::new();
    let published = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).expect("there");
    assert_eq!(published.matches("language: rust").count(), 2);
    hooks.write(".pre-commit-hooks.yaml", &published.replace("language: rust", "language: system"));
    hooks.commit("hooks");
    let revision = hooks.git(&["rev-parse", "HEAD"]);

    let repository = Repository::with_old_text();
    let at = hooks.0.path().display();
    repository.write(".pre-commit-config.yaml", &format!("repos:\n- repo: '{at}'\n  rev: {revision}\n  hooks:\n  - id: mtlint\n  - id: mtlint-folder\n"));
    repository.write(".gitignore", ".cache-pc/\n.cache/\n");
    repository.commit("configured");
    let install = repository.command(&program, &["install"]).output().expect("pre-commit runs");
    assert!(install.status.success(), "{}", text(&install));

    repository.write("note.txt", &format!("{OLD}{LIVIA}"));
    repository.git(&["add", "note.txt"]);
    // More that is not staged is put aside by pre-commit.
    repository.write("note.txt", &format!("{OLD}{LIVIA}\nNot staged,because later.\n"));
    let stopped = repository.try_git(&["commit", "-q", "-m", "adds Livia"]);
    let told = text(&stopped);
    assert!(!stopped.status.success(), "{told}");
    assert!(told.contains("note.txt:5:") && told.contains("why:   ") && told.contains("write: Libya") && !told.contains("note.txt:7"), "{told}");

    repository.write("note.txt", &OLD.replace("Monday", "Tuesday"));
    repository.git(&["add", "note.txt"]);
    repository.git(&["commit", "-q", "-m", "another paragraph"]);

    let range = repository.command(&program, &["run", "--from-ref", "HEAD~1", "--to-ref", "HEAD"]).output().expect("pre-commit runs");
    assert!(range.status.success(), "{}", text(&range));
    // What only the other texts of the project know.
    repository.write("a.txt", RENDERINGS[0]);
    repository.write("b.txt", RENDERINGS[1]);
    repository.write("c.txt", RENDERINGS[2]);
    repository.git(&["add", "a.txt", "b.txt", "c.txt"]);
    repository.git(&["commit", "-q", "-m", "three renderings"]);
    repository.write("mtlint.toml", "[gate]\nseverity = \"minor\"\nconfidence = 0.3\n");
    repository.write("b.txt", &RENDERINGS[1].replace("340", "430"));
    repository.git(&["add", "b.txt", "mtlint.toml"]);
    let stopped = repository.try_git(&["commit", "-q", "-m", "another number"]);
    let told = text(&stopped);
    assert!(!stopped.status.success() && told.contains("mtlint (whole folder)") && told.contains("430"), "{told}");
}
