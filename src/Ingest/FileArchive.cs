using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest;

/// <summary>
/// Where files go: a working copy first (nothing else may change it under way), then the archive, under the hash. Every step
/// can be cut off by a kill: what counts is whether the file's hash is among the batches.
/// </summary>
internal sealed class FileArchive(Workspace workspace)
{
    private string WorkRoot => Path.Combine(workspace.Temporary, "import");

    private string ForgetRoot => Path.Combine(workspace.Temporary, "forget");

    // Its own process may be making the database anew from a rewritten archive, and still needs the copies before.
    private string FolderToForget => Path.Combine(ForgetRoot, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A folder for the copies of the archive before a customer is forgotten, until that is done; a run that was cut off leaves none for long.</summary>
    public string NewFolderToForget()
    {
        if (Directory.Exists(FolderToForget))
        {
            Directory.Delete(FolderToForget, recursive: true);
        }

        return Directory.CreateDirectory(FolderToForget).FullName;
    }

    /// <summary>Empties what an import that was cut off has left.</summary>
    public void CleanUp()
    {
        if (Directory.Exists(ForgetRoot))
        {
            foreach (string left in Directory.GetDirectories(ForgetRoot).Where(f => f != FolderToForget))
            {
                Directory.Delete(left, recursive: true);
            }
        }

        if (Directory.Exists(WorkRoot))
        {
            Directory.Delete(WorkRoot, recursive: true);
        }
    }

    /// <summary>A folder for one import's files.</summary>
    public string NewWorkFolder() => Directory.CreateDirectory(Path.Combine(WorkRoot, Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>Copies a file and takes the SHA-256 of the very bytes copied; the copy is on the disk when this returns.</summary>
    public static (string Sha256, long ByteCount) Copy(string source, string target, Action<long> progress, CancellationToken cancel)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileStream input = new(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        using FileStream output = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        byte[] block = new byte[1 << 20];
        long count = 0;
        while (input.Read(block) is > 0 and int read)
        {
            cancel.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, read);
            output.Write(block, 0, read);
            progress(count += read);
        }

        output.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), count);
    }

    /// <summary>SHA-256 of a file's bytes, lower-case hex.</summary>
    public static string HashOf(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Where the archive keeps a file.</summary>
    public string PathOf(string sha256, string fileName) =>
        Path.Combine(workspace.Archive, sha256[..2], $"{sha256}-{SafeName(fileName)}");

    /// <summary>True when the archive has a file of this hash, under whatever name.</summary>
    public bool Has(string sha256) => Find(sha256) is not null;

    /// <summary>The archive's copy of a file, under whatever name; null when there is none.</summary>
    public string? Find(string sha256)
    {
        string folder = Path.Combine(workspace.Archive, sha256[..2]);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, sha256 + "-*").Order(StringComparer.Ordinal).FirstOrDefault() : null;
    }

    /// <summary>Every file of the archive: the SHA-256 in its name, and its path.</summary>
    public IReadOnlyList<(string Sha256, string Path)> All() => !Directory.Exists(workspace.Archive)
        ? []
        : [.. Directory.EnumerateDirectories(workspace.Archive).SelectMany(Directory.EnumerateFiles)
            .Where(f => Path.GetFileName(f) is { Length: > 65 } name && name[64] == '-')
            .Order(StringComparer.Ordinal)
            .Select(f => (Path.GetFileName(f)[..64], f))];

    /// <summary>The hash by which a file is known: that of its bytes as delivered, also when a customer was masked in the archive's copy since.</summary>
    /// <exception cref="RefusedException">The archive's copy is not what was taken in.</exception>
    public static string Identity(string sha256, TakenIn? known, string path) =>
        known is null || known.Sha256 == sha256 || known.Masked?.Is(sha256) == true
            ? known?.Sha256 ?? sha256
            : throw new RefusedException(
                $"{path} has changed since it was taken in: its SHA-256 is {sha256}. Put the file as it was in its place (a backup of the archive has it).",
                $"{path} 自导入后被改动过：现在的 SHA-256 是 {sha256}。请放回原来的文件（归档的备份中有）。");

    /// <summary>Moves a working copy into the archive. The archive never holds half a file: the last step is a rename.</summary>
    /// <returns>False when it was there already.</returns>
    public bool Keep(string workingCopy, string sha256, string fileName)
    {
        if (Has(sha256))
        {
            return false;
        }

        string target = PathOf(sha256, fileName);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(workingCopy, target, overwrite: true);
        return true;
    }

    /// <summary>
    /// Tells the system that a file which was just taken in won't be read again soon. Its pages would push others out of memory, and the next file
    /// of a series would have to find itself new ones, which costs more than writing it.
    /// </summary>
    public void LetGo(string sha256)
    {
        if (OperatingSystem.IsLinux() && Find(sha256) is { } path)
        {
            const int notNeeded = 4; // POSIX_FADV_DONTNEED
            using SafeFileHandle file = File.OpenHandle(path);
            _ = posix_fadvise(file, 0, 0, notNeeded); // advice: nothing is wrong when it isn't taken
        }
    }

    [DllImport("libc")]
    private static extern int posix_fadvise(SafeFileHandle file, long offset, long length, int advice);

    /// <summary>Puts a file of the inbox that can't be taken in where the user finds it, with a note beside it.</summary>
    public string Reject(string inboxFile, string note)
    {
        Directory.CreateDirectory(workspace.Rejected);
        string name = Path.GetFileName(inboxFile);
        string target = Path.Combine(workspace.Rejected, name);
        for (int n = 2; File.Exists(target); n++)
        {
            target = Path.Combine(workspace.Rejected, $"{Path.GetFileNameWithoutExtension(name)} ({n}){Path.GetExtension(name)}");
        }

        File.WriteAllText(target + ".txt", note + Environment.NewLine);
        File.Move(inboxFile, target);
        return target;
    }

    /// <summary>The control totals of a file that was just refused go with it.</summary>
    public void RejectBeside(string inboxFile)
    {
        string side = inboxFile + Checks.ControlTotals.Ending;
        if (File.Exists(side))
        {
            File.Move(side, Path.Combine(workspace.Rejected, Path.GetFileName(side)), overwrite: true);
        }
    }

    // A name that any file system takes, at most 150 bytes: the hash before it is what identifies the file.
    private static string SafeName(string fileName)
    {
        StringBuilder name = new();
        int bytes = 0;
        foreach (Rune rune in Path.GetFileName(fileName).EnumerateRunes())
        {
            Rune kept = Rune.IsControl(rune) || rune.Value is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' ? new Rune('_') : rune;
            if ((bytes += kept.Utf8SequenceLength) > 150)
            {
                break;
            }

            name.Append(kept);
        }

        return name.ToString();
    }
}
