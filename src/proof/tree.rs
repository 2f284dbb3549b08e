//! The Merkle tree over leaves, as RFC 9162 §2.1 draws it (§7).
//!
//! In: leaves in order, or parts of a tree with a place in it. Out: roots and paths.
//! Blocks of 256 leaves are whole subtrees, so a tree over their roots (level 8) is the tree over the leaves:
//! a path is found from one block's leaves and the block roots alone.

use super::Hash;
use super::commitment::NODE;
use super::digest::sha256;

/// Leaves of one block; a node of level 8 stands over one.
pub const BLOCK: usize = 256;

/// The node over two others.
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let mut input = [NODE; 65];
    input[1..33].copy_from_slice(left);
    input[33..].copy_from_slice(right);
    sha256(&input)
}

/// The root over nodes of one level, the last of which may stand over fewer leaves. Of none: the empty tree's.
pub fn root_of(nodes: &[Hash]) -> Hash {
    let mut roots = Roots::default();
    nodes.iter().for_each(|node| roots.push(*node));
    roots.root()
}

/// Roots of the complete subtrees seen so far, the largest first: as many as the count has one-bits.
#[derive(Clone, Default)]
struct Roots {
    count: u64,
    stack: Vec<Hash>,
}

impl Roots {
    fn push(&mut self, mut hash: Hash) {
        for _ in 0..self.count.trailing_ones() {
            let left = self.stack.pop().expect("one root for each one-bit of the count");
            hash = node(&left, &hash);
        }
        self.stack.push(hash);
        self.count += 1;
    }

    fn root(&self) -> Hash {
        let mut roots = self.stack.iter().rev();
        match roots.next() {
            None => sha256(b""),
            Some(last) => roots.fold(*last, |right, left| node(left, &right)),
        }
    }
}

/// A tree that takes its leaves one by one and keeps one node for each block of 256.
#[derive(Clone, Default)]
pub struct Tree {
    block: Roots,
    blocks: Vec<Hash>,
}

impl Tree {
    pub fn new() -> Tree {
        Tree::default()
    }

    pub fn push(&mut self, leaf: Hash) {
        self.block.push(leaf);
        if self.block.count == BLOCK as u64 {
            self.blocks.push(self.block.root());
            self.block = Roots { count: 0, stack: std::mem::take(&mut self.block.stack) };
            self.block.stack.clear();
        }
    }

    pub fn len(&self) -> u64 {
        self.blocks.len() as u64 * BLOCK as u64 + self.block.count
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn root(&self) -> Hash {
        root_of(&self.level8())
    }

    /// The roots of the blocks, the ragged last one included.
    pub fn level8(&self) -> Vec<Hash> {
        let mut nodes = self.blocks.clone();
        if self.block.count > 0 {
            nodes.push(self.block.root());
        }
        nodes
    }
}

/// The path of the leaf at `index`, nearest sibling first. `block_leaves`: the leaves of its block, 256 or the ragged
/// rest; `level8`: the roots of all blocks.
pub fn path(index: u64, size: u64, block_leaves: &[Hash], level8: &[Hash]) -> Vec<Hash> {
    let block = index / BLOCK as u64;
    assert!(index < size && size.div_ceil(BLOCK as u64) == level8.len() as u64, "level 8 has a node for each block");
    assert_eq!(
        block_leaves.len() as u64,
        (size - block * BLOCK as u64).min(BLOCK as u64),
        "the leaves are one block's"
    );
    let mut path = Vec::with_capacity(40);
    climb((index % BLOCK as u64) as usize, block_leaves, &mut path);
    climb(block as usize, level8, &mut path);
    path
}

/// The siblings from `nodes[index]` up to the root over `nodes`.
fn climb(mut index: usize, nodes: &[Hash], path: &mut Vec<Hash>) {
    let mut nodes = nodes;
    let start = path.len();
    while nodes.len() > 1 {
        let half = nodes.len().next_power_of_two() / 2;
        let (left, right) = nodes.split_at(half);
        if index < half {
            path.push(root_of(right));
            nodes = left;
        } else {
            path.push(root_of(left));
            nodes = right;
            index -= half;
        }
    }
    path[start..].reverse();
}

/// Hashes of the path of the leaf at `index`, which is below `size`: one for each level where it has a sibling.
pub fn path_length(index: u64, size: u64) -> u32 {
    let (mut place, mut width, mut length) = (index, size, 0);
    while width > 1 {
        length += u32::from(place ^ 1 < width);
        place /= 2;
        width = width.div_ceil(2);
    }
    length
}

/// The root that a leaf and its path lead to (RFC 9162 §2.1.3.2). `None` where a tree of that size has no such path.
pub fn root_from_path(index: u64, size: u64, leaf: Hash, path: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut place, mut last) = (index, size - 1);
    let mut hash = leaf;
    for sibling in path {
        if last == 0 {
            return None;
        }
        if place & 1 == 1 || place == last {
            hash = node(sibling, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::digest::sha256_parts;

    fn leaves(size: u64) -> Vec<Hash> {
        (0..size).map(|i| sha256_parts(&[b"leaf", &i.to_be_bytes()])).collect()
    }

    /// RFC 9162 §2.1.1, word for word.
    fn defined(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => sha256(b""),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                node(&defined(left), &defined(right))
            }
        }
    }

    #[test]
    fn roots_and_paths_agree_with_the_definition() {
        for size in (0..20).chain([255, 256, 257, 300, 511, 512, 513, 768, 769, 1000, 1025]) {
            let leaves = leaves(size);
            let mut tree = Tree::new();
            leaves.iter().for_each(|leaf| tree.push(*leaf));
            assert_eq!(tree.len(), size);
            let root = defined(&leaves);
            assert_eq!(tree.root(), root, "{size}");
            for index in 0..size {
                let block = index as usize / BLOCK * BLOCK;
                let block = &leaves[block..leaves.len().min(block + BLOCK)];
                let path = path(index, size, block, &tree.level8());
                assert_eq!(root_from_path(index, size, leaves[index as usize], &path), Some(root), "{index} of {size}");
                assert_eq!(path_length(index, size) as usize, path.len(), "{index} of {size}");
            }
        }
    }

    #[test]
    fn a_path_has_one_length() {
        let leaves = leaves(5);
        let good = path(4, 5, &leaves, &[root_of(&leaves)]);
        assert_eq!(good.len(), 1);
        assert_eq!(root_from_path(4, 5, leaves[4], &[]), None);
        assert_eq!(root_from_path(4, 5, leaves[4], &[good[0], good[0]]), None);
        assert_eq!(root_from_path(5, 5, leaves[4], &good), None);
        assert_eq!(root_from_path(0, 0, leaves[0], &[]), None);
        assert!(root_from_path(u64::MAX - 1, u64::MAX, leaves[0], &leaves).is_none());
    }
}
